import type { PasswordRefusal } from '@/lib/passwords/policy'

const WORDS: Record<Exclude<PasswordRefusal, 'password-too-short'>, string> = {
  'password-too-long': 'This password is too long. Use a shorter one.',
  'password-malformed': 'This password holds a broken character. Type it again.',
  'password-common':
    'Many people use this password, so it is among the first to be guessed. Try a few words that have nothing to do with each other.',
  'password-personal':
    'This is little more than your name, your address or the name of this site. Try a few words that nobody connects with you.',
  'password-repetitive':
    'Repeating the same characters makes a password easy to guess. Try a few words that have nothing to do with each other.',
  'password-sequential':
    'Rows of keys, and sequences such as abcd or 1234, are easy to guess. Try a few words that have nothing to do with each other.',
  'password-simple': 'This password is easy to guess. Add another word or two.',
}

/** The error at the field of a new password. */
export function passwordError(refusal: PasswordRefusal, minLength: number): string {
  return refusal === 'password-too-short' ? `Use at least ${minLength} characters.` : WORDS[refusal]
}

/** The rules, shown before anything is typed. */
export function passwordHint(minLength: number): string {
  return `At least ${minLength} characters. A few words in a row are fine.`
}

export function isPasswordRefusal(reason: string): reason is PasswordRefusal {
  return reason === 'password-too-short' || reason in WORDS
}
