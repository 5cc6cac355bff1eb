/** What users read who give a device access by the code that it shows. */
export const deviceCode = {
  enter: {
    title: 'Connect a device',
    lead: 'Type the code that the device shows. Only go on if you started this yourself, just now.',
    code: 'Code',
    hint: 'Eight letters, such as BCDF-GHJK',
    submit: 'Continue',
    submitting: 'Looking for it…',
    unknown: 'No device waits with this code. Check it; codes work for ten minutes.',
  },
  question: {
    title: 'Allow {app}?',
    lead: 'A device with {app} asks to use your account {email}.',
    gets: 'It gets:',
    from: 'It asked {when} from {network}.',
    fromUnknown: 'It asked {when}.',
    near: 'That is in your network.',
    far: 'That is not in your network. If the device is not beside you, an intruder may have sent you its code: then refuse.',
    unknown: 'Only go on if the device is beside you.',
    allow: 'Allow',
    refuse: 'Refuse',
    sending: 'One moment…',
    notYours: 'Your roles do not let you use this application.',
  },
  allowed: {
    title: 'The device is connected',
    lead: 'You can go back to it now, and close this page.',
  },
  refused: {
    title: 'The device was refused',
    lead: 'It got nothing. You can close this page.',
  },
  gone: {
    title: 'This request has expired',
    lead: 'Have the device show a new code, and type that one.',
    again: 'Type a code',
  },
} as const
