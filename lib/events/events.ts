/** Every type of event, named after the OWASP logging vocabulary. */
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'

export const EVENT_TYPES = [
  'app_access_removed',
  'app_allowed',
  'app_changed',
  'app_created',
  'app_deleted',
  'app_disabled',
  'app_enabled',
  'app_login',
  'app_secret_created',
  'app_token_reuse',
  'audit_erased',
  'audit_exported',
  'audit_purged',
  'authn_code_fail',
  'authn_confirm',
  'authn_confirm_fail',
  'authn_factor_added',
  'authn_factor_demanded',
  'authn_factor_removed',
  'authn_factor_reset',
  'authn_factor_reset_undone',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_login_success',
  'authn_passkey_added',
  'authn_passkey_allowed',
  'authn_passkey_removed',
  'authn_passkey_suspended',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_password_link_created',
  'authn_password_reset',
  'authn_password_reset_asked',
  'authn_recovery_code_used',
  'authn_recovery_codes_created',
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
  'mail_failed',
  'mail_resent',
  'known_device_added',
  'known_device_forgotten',
  'known_device_trust_ended',
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
  'user_address_asked',
  'user_address_changed',
  'user_address_restored',
  'user_created',
  'user_data_exported',
  'user_deleted',
  'user_deletion_asked',
  'user_deletion_undone',
  'user_disabled',
  'user_enabled',
  'user_verified',
  'user_updated',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

/** The events whose details name an application. */
export const APP_EVENTS: readonly EventType[] = EVENT_TYPES.filter((type) =>
  type.startsWith('app_'),
)

/** The events that users see as their own activity. */
export const OWN_ACTIVITY = [
  'app_access_removed',
  'app_allowed',
  'app_token_reuse',
  'authn_login_success',
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_code_fail',
  'authn_confirm',
  'authn_confirm_fail',
  'authn_factor_added',
  'authn_factor_demanded',
  'authn_factor_removed',
  'authn_factor_reset',
  'authn_passkey_added',
  'authn_passkey_allowed',
  'authn_passkey_removed',
  'authn_passkey_suspended',
  'authn_factor_reset_undone',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_password_link_created',
  'authn_password_reset',
  'authn_password_reset_asked',
  'authn_recovery_code_used',
  'authn_recovery_codes_created',
  'authn_token_reuse',
  'authn_token_shared',
  'authz_change',
  'known_device_added',
  'known_device_forgotten',
  'known_device_trust_ended',
  'session_ended',
  'session_ended_everywhere',
  'session_logout',
  'session_logout_others',
  'session_logout_everywhere',
  'user_address_asked',
  'user_address_changed',
  'user_address_restored',
  'user_created',
  'user_data_exported',
  'user_deletion_asked',
  'user_deletion_undone',
  'user_disabled',
  'user_enabled',
  'user_verified',
  'user_updated',
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
