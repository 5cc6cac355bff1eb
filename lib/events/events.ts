/** Everything that is recorded as it happens, by the names of the OWASP logging vocabulary. */

export type EventType =
  | 'authn_login_success'
  | 'authn_login_fail'
  | 'authn_login_fail_max'
  | 'authn_password_change'
  | 'authn_password_change_fail'
  | 'authn_token_reuse'
  | 'authn_token_refused'
  | 'authn_token_shared'
  | 'session_created'
  | 'session_renewed'
  | 'session_logout'
  | 'session_logout_others'
  | 'session_logout_everywhere'
  | 'session_logout_everyone'
  | 'user_created'

/** The events a person is shown as their own activity. */
export const OWN_ACTIVITY = [
  'authn_login_success',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_token_reuse',
  'authn_token_shared',
  'session_logout',
  'session_logout_others',
  'session_logout_everywhere',
  'user_created',
] as const satisfies readonly EventType[]

export type OwnActivity = (typeof OWN_ACTIVITY)[number]

/** Where a request comes from, as far as its address and headers tell. */
export interface SeenFrom {
  /** An IP address. */
  network: string
  /** `Chrome`, `Firefox`, …; `Unknown` where the header tells nothing. */
  browser: string
  system: string
  device: 'desktop' | 'phone' | 'tablet' | 'unknown'
}
