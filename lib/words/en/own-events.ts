import type { OwnActivity } from '@/lib/events/events'

/** The recent activity of a user, on the user's own overview. */
export const ownEvents = {
  none: 'No activity yet.',
  loggedOutDevice: 'You logged out {device}',
  /** Of two clients that used one session: the other one. */
  otherSide: 'Also used by: {browser} · {network}',
  kinds: {
    authn_login_success: 'You logged in',
    authn_login_fail: 'A wrong password was entered',
    authn_login_fail_max:
      'Too many wrong passwords were entered, so log-in was blocked for a while',
    authn_password_change: 'You changed your password',
    authn_password_change_fail: 'A password change failed because of a wrong current password',
    authn_token_shared: 'Two browsers used one of your sessions',
    authn_token_reuse: 'A copy of one of your sessions was used, so we ended that session',
    authn_password_link_created: 'An administrator created a link for a new password',
    authn_password_reset: 'A new password was chosen with a link',
    authz_change: 'Your permissions were changed',
    session_ended: 'An administrator logged out one of your devices',
    session_ended_everywhere: 'An administrator logged out all your devices',
    session_logout: 'A device was logged out',
    session_logout_others: 'You logged out all other devices',
    session_logout_everywhere: 'You logged out everywhere',
    user_created: 'Your account was created',
    user_disabled: 'An administrator disabled your account',
    user_enabled: 'An administrator enabled your account again',
  } as const satisfies Record<OwnActivity, string>,
} as const
