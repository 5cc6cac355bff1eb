import type { KeepFactorsRefusal, ResetFactorsRefusal } from '@/lib/factors/reset'
import type { TargetRefusal } from '@/lib/permissions/authority-rules'

/** Those that no other act has. */
type Refusal = Exclude<KeepFactorsRefusal | ResetFactorsRefusal, TargetRefusal | 'already'>

/** The second factor of a user, as administrators see it. */
export const userFactors = {
  title: 'Second factor',
  none: 'None. Logging in needs only the password.',
  /** For a user who has passkeys. */
  noApp: 'No authenticator app. Passkeys take the place of the password.',
  app: 'Authenticator app',
  since: 'Set up {when}',
  lastUsed: 'Last used {when}',
  codes: 'Recovery codes',
  left: { one: 'One is left', other: '{n} are left' },
  noneLeft: 'None is left',
  made: 'Made {when}',
  browsers: 'Trusted browsers',
  noBrowsers: 'None',
  until: 'Asks for no code until {when}',
  /** In the list of users. */
  column: {
    heading: 'Second factor',
    yes: 'Yes',
    no: 'None',
  },
  planned: {
    text: 'It will be removed on {when}, as an administrator decided. From then on, logging in needs only the password. A code that is used before then keeps it.',
    keep: {
      label: 'Keep it',
      name: 'Keep the second factor',
      question: 'Keep the second factor of {user}?',
      details: 'It is not removed. Logging in needs a code, as before.',
      yes: 'Yes, keep it',
    },
  },
  removal: {
    title: 'Is the phone lost?',
    text: 'You can remove the second factor of a user who can no longer show a code. Attackers ask for this too: make sure who is asking.',
    reason: 'Reason',
    reasonHint: 'It stays in the audit log. Leave out names and addresses.',
    now: 'Remove it at once, without the 24 hours',
    nowHint:
      'Recovery codes or a passkey are left, so this user can still log in. Do not let a caller hurry you: only do this when you have called back on a number that you knew before.',
    submit: 'Remove the second factor',
  },
  question: {
    title: 'Remove the second factor of {user}?',
    /** What happens, by when it happens. */
    later:
      'All sessions end now. In 24 hours, logging in needs only the password. If the user enters a code before then, the second factor stays.',
    now: 'All sessions end, and from now on a password alone is enough to log in, for the user and for a thief who knows it.',
    noCodes: 'No recovery code and no passkey is left, so it is removed at once.',
    passkeys:
      'The passkeys are removed too: without a password, the user then needs a link to a new one.',
    sure: 'Who asked you for it? A call or a mail can come from a thief. Call back on a number that you knew before.',
    told: 'A mail tells the user.',
    untold: 'No mail can be sent here, so tell the user yourself.',
    yes: { later: 'Remove it in 24 hours', now: 'Remove it at once' },
  },
  done: {
    'factor-removed': 'The second factor is removed, and all sessions have ended.',
    'factor-planned': 'The second factor will be removed in 24 hours. All sessions have ended.',
    'factor-kept': 'The second factor stays.',
  },
  refusals: {
    'no-reason': 'Enter a reason.',
    'long-reason': 'This reason is too long. Use at most 300 characters.',
    'no-factor': 'This user has no second factor.',
    'not-planned': 'Its removal is no longer planned: it has been removed, or a code was used.',
  } as const satisfies Record<Refusal, string>,
} as const
