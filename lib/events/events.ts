/** Every type of event, named after the OWASP logging vocabulary. */
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'

export const EVENT_TYPES = [
  'audit_erased',
  'audit_exported',
  'audit_purged',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_login_success',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_password_link_created',
  'authn_password_reset',
  'authn_token_refused',
  'authn_token_reuse',
  'authn_token_shared',
  'authz_change',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'key_activated',
  'key_burned',
  'key_created',
  'key_destroyed',
  'role_changed',
  'role_created',
  'role_deleted',
  'session_created',
  'session_ended',
  'session_ended_everywhere',
  'session_logout',
  'session_logout_everyone',
  'session_logout_everywhere',
  'session_logout_others',
  'session_renewed',
  'sys_shutdown',
  'sys_startup',
  'user_created',
  'user_deleted',
  'user_disabled',
  'user_enabled',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

/** The events that users see as their own activity. */
export const OWN_ACTIVITY = [
  'authn_login_success',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_password_link_created',
  'authn_password_reset',
  'authn_token_reuse',
  'authn_token_shared',
  'authz_change',
  'session_ended',
  'session_ended_everywhere',
  'session_logout',
  'session_logout_others',
  'session_logout_everywhere',
  'user_created',
  'user_disabled',
  'user_enabled',
] as const satisfies readonly EventType[]

export type OwnActivity = (typeof OWN_ACTIVITY)[number]

/** The client of a request, as far as its address and headers show. */
export interface SeenFrom {
  /** An IP address. */
  network: string
  /** `Chrome`, `Firefox`, …; `UNKNOWN_CLIENT.browser` if the header does not say. */
  browser: string
  system: string
  device: 'desktop' | 'phone' | 'tablet' | 'unknown'
}

/** A client of which only the address is known. */
export function strangerAt(network: string): SeenFrom {
  return { ...UNKNOWN_CLIENT, network }
}
