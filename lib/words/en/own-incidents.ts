import type { Incident } from '@/lib/incidents/answer'

const unknownDevice = 'If you do not recognise one of these devices, log out everywhere now.'

/** What a user is asked when two clients seem to use one session. */
export const ownIncidents = {
  titles: {
    reuse: 'One of your sessions may have been copied',
    predecessor: 'Two browsers used one of your sessions',
    'two-places': 'One of your sessions was used in two places at once',
    'app-reuse': 'An application’s access to your account may have been copied',
    'wrong-code': 'Someone entered your password, and then a wrong code',
  } as const satisfies Record<Incident['kind'], string>,
  /** For an incident of the session in which it is shown. */
  titlesHere: {
    reuse: 'This session may have been copied',
    predecessor: 'Two browsers used this session',
    'two-places': 'This session was used in two places at once',
    'app-reuse': 'An application’s access to your account may have been copied',
    'wrong-code': 'Someone entered your password, and then a wrong code',
  } as const satisfies Record<Incident['kind'], string>,
  texts: {
    reuse:
      'Another browser seems to have used a copy of one of your sessions. We ended that session in both browsers. Your other devices are still logged in.',
    predecessor: `A session belongs to one browser, but two have used this one. It has not been ended. ${unknownDevice}`,
    'two-places': `Within a few minutes, this session was used in two browsers and from two networks. It has not been ended. ${unknownDevice}`,
    'app-reuse':
      'A copy of what “{app}” holds of your account was used, so we ended its access: log in to it again. You are still logged in here. If you do not recognise the network below, log out everywhere now.',
    'wrong-code':
      'Your right password was entered on a device that your account does not know. The code was wrong, so this gave no access. If it was not you, your password is known: log out everywhere now, and choose a new one.',
  } as const satisfies Record<Incident['kind'], string>,
  box: {
    /** Above more than one. */
    title: { other: '{n} signs that someone else may be using your account' },
    usualDevice: 'Usual device',
    newDevice: 'New device',
    thisWasMe: 'This was me',
    sending: 'One moment…',
    thanks: 'Thank you for letting us know.',
    logOutEverywhere: 'Log out everywhere and change password',
  },
} as const
