import type { OptionalNotice } from '@/lib/mail/kinds'

export const security = {
  lead: 'How you log in to your account.',
  password: {
    title: 'Password',
    lead: 'When you change it, all other devices are logged out. You stay logged in here.',
    /** For a user without one. */
    none: 'You log in with passkeys, and have no password. If you want one, a link by mail lets you choose it.',
    choose: 'Choose a password',
  },
  form: {
    submit: 'Change password',
    submitting: 'Changing password…',
  },
  done: 'Your password has been changed. All other devices have been logged out.',
  unchanged: 'Your password has not been changed.',
  faults: {
    noCurrent: 'Enter your current password.',
    noNew: 'Choose a new password.',
    wrongCurrent: 'This is not your current password.',
    sameAsCurrent: 'Choose a password other than your current one.',
  },
  /** Mails to the user. */
  mails: {
    title: 'Mails from us',
    lead: 'We always write when your password, your address or a log-in may need your attention. The rest is your choice.',
    choices: {
      'roles-changed': 'An administrator changed what I may do',
    } satisfies Record<OptionalNotice, string>,
    submit: 'Save',
    submitting: 'Saving…',
    saved: 'Your choice is saved.',
    last: 'The last mails that we sent you',
    none: 'None yet.',
  },
  /** Known devices. */
  browsers: {
    title: 'Browsers that you logged in with',
    lead: 'If others try to guess your password, you can still log in with these browsers.',
    none: 'A browser appears here when you log in with it.',
    list: 'Browsers',
    thisBrowser: 'This browser',
    lastUsed: 'Last log-in {time}',
    firstUsed: 'First used on {time}',
    more: { one: 'One more browser is not shown.', other: '{n} more browsers are not shown.' },
    pending: 'One moment…',
    trust: {
      until: 'A log-in here asks for no code until {time}',
      end: 'Ask for a code again',
      endIn: 'Ask for a code again in {browser}',
    },
    one: {
      label: 'Forget',
      name: 'Forget {browser}',
      question: 'Forget {browser}?',
      text: 'If you are logged in there, you stay logged in. Your next log-in with it counts as one with a new browser.',
      yes: 'Yes, forget it',
    },
    others: {
      label: 'Forget all others',
      question: 'Forget all other browsers?',
      text: 'Wherever you are logged in, you stay logged in. Your next log-in with one of them counts as one with a new browser.',
      yes: 'Yes, forget all others',
    },
    outcomes: {
      forgotten: 'The browser is forgotten.',
      others: 'All other browsers are forgotten.',
      untrusted: 'The next log-in with that browser asks for a code.',
    },
    refusals: {
      gone: 'That browser was already forgotten.',
      untrusted: 'That browser already asks for a code.',
    },
  },
} as const
