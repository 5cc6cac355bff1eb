/** Codes of an authenticator app, and recovery codes. */
export const secondFactor = {
  /** The field of a code, on every page. */
  field: {
    label: 'Code',
    hint: 'The six digits that your authenticator app shows, or a recovery code.',
  },
  faults: {
    missing: 'Enter a code.',
    wrong: 'This code is not right. Codes change every 30 seconds, and each one works once.',
    slow: {
      one: 'This code is too old: the clock of your authenticator app is one minute slow. Let your phone set its time by itself, and enter a new code.',
      other:
        'This code is too old: the clock of your authenticator app is {n} minutes slow. Let your phone set its time by itself, and enter a new code.',
    },
    fast: {
      one: 'This code is from the future: the clock of your authenticator app is one minute fast. Let your phone set its time by itself, and enter a new code.',
      other:
        'This code is from the future: the clock of your authenticator app is {n} minutes fast. Let your phone set its time by itself, and enter a new code.',
    },
  },
  /** The second step of a log-in. */
  logIn: {
    title: 'Enter your code',
    lead: 'Your password is right. This account asks for a code as well.',
    description: 'Log in with a code of your authenticator app.',
    /** Of an account that has passkeys and no app. */
    passkeyOnly: {
      title: 'Show your passkey',
      lead: 'Your password is right. This account asks for a passkey as well.',
    },
    trust: 'Trust this browser for 30 days',
    trustHint: 'It asks for no code then. Only where nobody else uses it.',
    submit: 'Log in',
    submitting: 'Checking…',
    again: 'Log in with another account',
    expired: {
      title: 'Log in again',
      message:
        'This log-in took longer than ten minutes, or had too many wrong codes. Nothing happened: begin again with your password.',
      button: 'Log in',
    },
  },
  /** Of a log-in with a recovery code: the app may be lost. */
  recovering:
    'You logged in with a recovery code. If your app is lost, you need no code until {time} to remove it here, or to make new recovery codes.',
  /** The second step of a log-in that lacks a second factor. */
  enrol: {
    title: 'Set up a second factor',
    lead: 'Your password is right. To log in, this account now needs a code of an app on your phone as well.',
    description: 'Log in by setting up an authenticator app.',
    submit: 'Turn on and log in',
    done: { title: 'You are logged in', button: 'Go on' },
  },
  /** To a signed-in user who lacks a second factor. */
  demanded: {
    grace: {
      title: 'This account needs a second factor',
      text: 'From {time} on, a password alone is not enough to log in. Set up an authenticator app or a passkey before then: with it, a thief who knows your password cannot get in.',
    },
    over: {
      title: 'Set up a second factor now',
      text: 'Since {time} a password alone has not been enough to log in. You stay logged in here, but the next log-in begins with setting one up.',
    },
    setUp: 'Set up now',
  },
  /** On the page about security. */
  card: {
    title: 'Codes at log-in',
    lead: 'A thief who knows your password cannot log in without a code of your phone.',
    off: 'Off. Logging in needs only your password.',
    on: 'On since {time}.',
    left: { one: 'One recovery code is left.', other: '{n} recovery codes are left.' },
    few: {
      one: 'Only one recovery code is left. Make new ones.',
      other: 'Only {n} recovery codes are left. Make new ones.',
    },
    none: 'No recovery code is left. Make new ones, or you cannot log in without your phone.',
    setUp: 'Set up',
    manage: 'Authenticator app',
    codes: 'Recovery codes',
  },
  authenticator: {
    title: 'Authenticator app',
    lead: 'An app on your phone shows a new code every 30 seconds, also without a connection.',
    begin: 'Set up an app',
    beginning: 'One moment…',
    scan: {
      title: '1. Add the account to your app',
      text: 'Open an authenticator app, such as the password app of your phone, and scan this picture.',
      picture: 'The key as a picture to scan',
      key: 'If you cannot scan it, enter this key:',
      open: 'Open in an app on this device',
    },
    check: {
      title: '2. Enter the code that it shows',
      hint: 'Six digits, new every 30 seconds.',
      submit: 'Turn on',
      submitting: 'Checking…',
    },
    gone: 'No app was turned on: the set-up took too long, had too many wrong codes, or was begun anew elsewhere. Begin again.',
    on: 'Logging in needs a code of your app since {time}. Last used {used}.',
    kept: 'This account needs a second factor, and the app is its only one, so it cannot be removed. Another app can take its place.',
    replace: {
      label: 'Set up another app',
      waits: 'This app works until the other one has shown a code.',
    },
    remove: {
      label: 'Remove the app',
      question: 'Remove the authenticator app?',
      text: 'Logging in needs only your password then, and your recovery codes stop working. You can set up another app at any time.',
      yes: 'Yes, remove it',
    },
    outcomes: { removed: 'The authenticator app is removed. Logging in needs no code any more.' },
  },
  recoveryCodes: {
    title: 'Recovery codes',
    lead: 'With one of them you can log in if you lose your phone. Each works once.',
    needsApp: 'Recovery codes come with an authenticator app.',
    made: 'Made on {time}.',
    fresh: {
      title: 'Your recovery codes',
      on: 'Logging in needs a code of your app from now on.',
      lead: 'Keep them where you keep important papers, or in a password manager. We cannot show them again.',
      copy: 'Copy',
      copied: 'Copied',
      download: 'Download',
      print: 'Print',
      file: 'recovery codes of {email} at {app}',
      saved: 'I have saved them',
    },
    renew: {
      label: 'Make new codes',
      question: 'Make new recovery codes?',
      text: 'The codes from before stop working.',
      yes: 'Yes, make new codes',
    },
  },
} as const
