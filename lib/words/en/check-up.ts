import type { CheckUpItem } from '@/lib/users/check-up'

/** The security check-up on the overview. */
export const checkUp = {
  title: 'Security check-up',
  lead: { good: 'Everything looks good.', open: 'There is something for you to do.' },
  topics: {
    password: 'Password',
    devices: 'Devices',
    incidents: 'Signs of other users',
    address: 'Email address',
    secondFactor: 'Second factor',
    recoveryCodes: 'Recovery codes',
  } as const satisfies Record<CheckUpItem['topic'], string>,
  texts: {
    password: {
      good: 'Chosen {time}. It is hard to guess.',
      weak: 'Chosen {time}. It is easy to guess.',
      unjudged: 'Chosen {time}.',
    },
    devices: {
      known: {
        one: 'You are logged in on this device only.',
        other: 'You are logged in on {n} devices.',
      },
      unknown: {
        one: 'In the last 7 days a device logged in that your account did not know. If it was not you, log it out.',
        other:
          'In the last 7 days {n} devices logged in that your account did not know. If one was not you, log it out.',
      },
    },
    incidents: {
      good: 'Nothing suggests that someone else is using your account.',
      open: {
        one: 'One sign that someone else may be using your account.',
        other: '{n} signs that someone else may be using your account.',
      },
    },
    address: {
      good: 'You have shown that mail reaches you.',
      open: 'We do not know yet whether mail reaches you.',
    },
    secondFactor: {
      good: 'Logging in needs more than your password.',
      open: 'Logging in needs only your password. With a second factor, a thief who knows it cannot get in.',
    },
  },
  steps: {
    password: 'Change password',
    devices: 'See all devices',
    activity: 'See all activity',
    incidents: 'See what happened',
    address: 'See your profile',
    verify: 'Verify your address',
    secondFactor: 'See your second factor',
    setUp: 'Set up a second factor',
    recoveryCodes: 'See your recovery codes',
    renew: 'Make new codes',
  },
} as const
