/** Texts of forms that several pages share. */
import type { PasswordHint } from '@/lib/passwords/hint'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import type { AccountFault } from '@/lib/users/account'

const reveal = { show: 'Show password', hide: 'Hide password' } as const

/** Shown below a new password while it is typed: short, so that it fits on one line. */
const rating = {
  rules: 'At least {min} characters. A few words in a row are fine.',
  missing: { one: 'One more character.', other: '{n} more characters.' },
  says: {
    repetitive: 'Easy to guess: too many repetitions.',
    sequential: 'Easy to guess: a sequence or row of keys.',
    personal: 'Too close to your name or email address.',
    enough: 'Long enough. Another word makes it stronger.',
    long: 'Long, so it is hard to guess.',
  } as const satisfies Record<Exclude<PasswordHint['says'], 'short'>, string>,
} as const

const faults = {
  'address-taken': 'There is already an account with this email address.',
  'bad-address': 'Enter an email address such as ada@example.com.',
  'name-too-long': 'This name is too long. Use a shorter one.',
} as const satisfies Record<Exclude<AccountFault, PasswordRefusal>, string>

export const accounts = {
  throttled: {
    tooBusy: 'We are very busy at the moment. Try again in a few seconds.',
    tooMany: 'Too many attempts. Try again {wait}.',
  },
  password: { label: 'Password', ...reveal },
  currentPassword: {
    label: 'Current password',
    show: 'Show current password',
    hide: 'Hide current password',
  },
  newPassword: {
    label: 'New password',
    show: 'Show new password',
    hide: 'Hide new password',
    rating,
  },
  /** The fields of a new account. */
  fields: {
    name: 'Name',
    optional: '(optional)',
    email: 'Email',
    addressTaken: faults['address-taken'],
    logInInstead: 'Log in instead',
    password: { label: 'Password', ...reveal, rating },
  },
  faults,
  passwordFaults: {
    'password-too-short': 'Use at least {min} characters.',
    'password-too-long': 'This password is too long. Use a shorter one.',
    'password-malformed': 'This password contains an invalid character. Type it again.',
    'password-common':
      'Many people use this password, so attackers try it first. Use a few words that have nothing to do with each other.',
    'password-personal':
      'This is little more than your name, your email address or the name of this site. Use a few words that nobody connects with you.',
    'password-repetitive':
      'Repeated characters make a password easy to guess. Use a few words that have nothing to do with each other.',
    'password-sequential':
      'Rows of keys, and sequences such as abcd or 1234, are easy to guess. Use a few words that have nothing to do with each other.',
    'password-simple': 'This password is easy to guess. Add another word or two.',
  } as const satisfies Record<PasswordRefusal, string>,
  /** The message of a form in which one field has a fault, or several have. */
  check: {
    name: 'Check your name.',
    email: 'Check your email address.',
    password: 'Choose another password.',
    several: 'Check the marked fields.',
  },
  badLink: {
    title: 'This link does not work',
    expired: 'This link no longer works. Reload the page to see what you can do.',
  },
  cookies: {
    title: 'Your browser is blocking our cookies.',
    message:
      'We need a cookie to keep you logged in. Allow cookies for this site in your browser’s privacy settings, then log in again. You do not need to allow cookies from other sites.',
  },
} as const
