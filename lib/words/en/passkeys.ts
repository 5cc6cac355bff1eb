/** Passkeys: how they are shown, made and looked after. */
export const passkeys = {
  /** Wherever a passkey can be shown in place of a password. */
  show: {
    use: 'Use a passkey',
    needsScript: 'Using a passkey needs JavaScript.',
    waiting: 'Waiting for your passkey…',
    cancelled: 'No passkey was used: it was cancelled, or took too long.',
    failed: 'Your browser could not use a passkey here. Try again, or enter your password.',
  },
  /** On the page where visitors sign up. */
  signUp: {
    submit: 'Use a passkey instead of a password',
    waiting: 'Waiting for your browser…',
    cancelled: 'No passkey was made: it was cancelled, or took too long.',
    already: 'This device has a passkey for this account already.',
    failed: 'Your browser could not make a passkey here. Try again, or choose a password.',
  },
  faults: {
    'unknown-passkey':
      'This passkey is not known here any more. Use another one, or log in another way.',
    'passkey-expired': 'This page was open for too long. Try the passkey again.',
    'passkey-refused': 'This passkey could not be checked. Try it again, or use your password.',
    'passkey-suspended':
      'This passkey may have been copied, so it is blocked. Log in another way, and look at your passkeys.',
    'passkey-taken': 'This passkey belongs to an account already. Make another one.',
    'too-many-passkeys': 'You have as many passkeys as one account can have. Remove one first.',
    missing: 'Your browser sent no passkey. Try again.',
  },
  /** On the page about security. */
  card: {
    title: 'Passkeys',
    lead: 'Log in with your fingerprint, your face or the PIN of your device. A passkey cannot be guessed, and works on no fake page.',
    none: 'You have no passkey.',
    count: { one: 'You have one passkey.', other: 'You have {n} passkeys.' },
    suspended: 'One of them may have been copied, and is blocked.',
    add: 'Add a passkey',
    manage: 'Your passkeys',
  },
  /** On the overview of users who have none. */
  offer: { title: 'Log in without a password', dismiss: 'No, thanks', dismissing: 'One moment…' },
  page: {
    title: 'Passkeys',
    lead: 'A passkey stays on your device, or in your password manager. It takes the place of password and code.',
    list: 'Your passkeys',
    none: 'You have no passkey yet.',
    unnamed: 'Passkey',
    synced: 'Synced between your devices',
    bound: 'Only on this one device',
    made: 'Made on {time}.',
    used: 'Last used {time}.',
    unused: 'Not used yet.',
    suspended:
      'Blocked: it counted back when it was used, as a copy of it would. If you only reset or restored the device, you can allow it again. If not, remove it.',
    unavailable:
      'Passkeys need an address with a name. This server is reached by a number, so browsers offer none.',
    unsupported: 'This browser knows no passkeys.',
    add: {
      title: 'Add a passkey',
      text: 'Your browser asks where to keep it.',
      /** For a user who must have a second factor. */
      demanded:
        'From then on your password alone does not log you in: make one on each device, or set up an authenticator app as well.',
      submit: 'Add a passkey',
      submitting: 'Waiting for your browser…',
      needsScript: 'Making a passkey needs JavaScript.',
      cancelled: 'No passkey was made: it was cancelled, or took too long.',
      already: 'This device has a passkey for this account already.',
      failed: 'Your browser could not make a passkey here. Try again, or use another browser.',
    },
    rename: {
      open: 'Rename',
      name: 'Rename {passkey}',
      field: 'Name',
      save: 'Save',
      saving: 'Saving…',
      missing: 'Enter a name.',
    },
    remove: {
      label: 'Remove',
      name: 'Remove {passkey}',
      question: 'Remove {passkey}?',
      text: 'It cannot be used to log in any more.',
      yes: 'Yes, remove it',
    },
    allow: {
      label: 'Allow again',
      name: 'Allow {passkey} again',
      question: 'Allow {passkey} again?',
      text: 'Only if you are sure that nobody has copied it.',
      yes: 'Yes, allow it',
    },
    outcomes: {
      added: 'Your passkey is ready. Next time, log in with it.',
      renamed: 'The name is saved.',
      removed: 'The passkey is removed.',
      allowed: 'The passkey can be used again.',
    },
    refusals: {
      'not-found': 'This passkey was removed already.',
      'factor-demanded':
        'This account needs a second factor, and this is its only one. Add another one first.',
      'last-way-in':
        'This is your only way to log in. Add another passkey, or choose a password, first.',
    },
  },
} as const
