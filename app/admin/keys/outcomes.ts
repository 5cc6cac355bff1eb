/** How many characters of its id to type to burn a key. */
export const CONFIRM_LENGTH = 6

export const DONE = {
  rotated: 'The next key signs now. The one before is good until its last token has expired.',
  burned: 'The key is burned: everything it signed is refused.',
}

export const REFUSALS = {
  derived: 'The key comes from AUTH_SECRET: change that instead.',
  'too-soon':
    'Not yet: other services may not know the next key. If a key has leaked, burn it instead.',
  'not-found': 'There is no such key.',
  'burned-before': 'That key was burned already.',
  'not-confirmed': 'Nothing was burned: what you typed is not the beginning of the key’s id.',
}
