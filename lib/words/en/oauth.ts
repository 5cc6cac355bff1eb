import type { Scope } from '@/lib/oauth/scopes'

/** What users read when an application asks for their account. */
export const oauth = {
  consent: {
    title: 'Allow {app}?',
    lead: '{app} ({origin}) asks to use your account {email}.',
    gets: 'It gets:',
    scopes: {
      openid: 'An identifier, by which it recognises you',
      profile: 'Your name and your language',
      email: 'Your email address, and whether it is confirmed',
      roles: 'Your roles',
      offline_access: 'Access that goes on after you log out, until you remove it',
    } satisfies Record<Scope, string>,
    service: 'To use “{service}” in your name',
    /** Where users find it again. */
    later: 'You can take this back at any time, under “Applications”.',
    allow: 'Allow',
    refuse: 'Cancel',
    sending: 'One moment…',
    notYou: 'Not you? Log out and use another account',
  },
  account: {
    title: 'Continue to {app}',
    lead: 'You are logged in as {email}.',
    submit: 'Continue with this account',
    change: 'Use another account',
  },
  gone: {
    title: 'This request has expired',
    lead: 'Go back to the application and start again.',
  },
  logOut: {
    title: 'Log out?',
    lead: '{app} asks to log you out.',
    leadUnnamed: 'An application asks to log you out.',
    this: 'Log out on this device',
    everywhere: 'Log out everywhere',
    stay: 'Stay logged in',
    sending: 'Logging out…',
  },
  problem: {
    title: 'You cannot go on from here',
    description: 'A request of an application could not be answered.',
    invalid_client: 'The application that sent you is not known here. Perhaps it was removed.',
    invalid_redirect_uri:
      'The application wants you back at an address that is not registered for it. For your protection we do not send you there.',
    invalid_request: 'The application sent a request that cannot be understood.',
    expired:
      'The request has expired, or was answered already. Go back to the application and start again.',
    unknown: 'The application sent a request that cannot be answered.',
    code: 'Tell the people who run the application this code: {code}',
  },
} as const
