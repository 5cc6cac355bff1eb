import type { EventType } from '@/lib/events/events'
import { COUNTED } from '@/lib/statistics/overview'

type Tone = 'plain' | 'warm' | 'bad'

interface Words {
  text: string
  tone?: Tone
}

const WORDS: Record<EventType, Words> = {
  audit_erased: { text: 'Personal data of old events erased' },
  audit_exported: { text: 'Audit log exported' },
  audit_purged: { text: 'Old events removed' },
  authn_login_fail: { text: 'Log-in failed', tone: 'warm' },
  authn_login_fail_max: { text: 'Log-in failed too often', tone: 'bad' },
  authn_login_success: { text: 'Logged in' },
  authn_password_change: { text: 'Password changed' },
  authn_password_change_fail: { text: 'Password change failed', tone: 'warm' },
  authn_password_link_created: { text: 'Link for a new password made' },
  authn_password_reset: { text: 'New password chosen by link' },
  authn_token_refused: { text: 'Token from the future refused', tone: 'warm' },
  authn_token_reuse: { text: 'Copy of a session used', tone: 'bad' },
  authn_token_shared: { text: 'Session used by two', tone: 'warm' },
  authz_change: { text: 'Role given or taken' },
  authz_fail: { text: 'Refused: no permission', tone: 'warm' },
  excess_rate_limit_exceeded: { text: 'One invalid token after another', tone: 'bad' },
  key_activated: { text: 'Key began to sign' },
  key_burned: { text: 'Key burned', tone: 'bad' },
  key_created: { text: 'Key made' },
  key_destroyed: { text: 'Key destroyed' },
  role_changed: { text: 'Role changed' },
  role_created: { text: 'Role made' },
  role_deleted: { text: 'Role deleted' },
  session_created: { text: 'Session begun' },
  session_ended: { text: 'Session ended by an administrator' },
  session_ended_everywhere: { text: 'All sessions ended by an administrator' },
  session_logout: { text: 'Logged out' },
  session_logout_everyone: { text: 'Every session of all users ended', tone: 'bad' },
  session_logout_everywhere: { text: 'Logged out everywhere' },
  session_logout_others: { text: 'Other devices logged out' },
  session_renewed: { text: 'Session refreshed' },
  sys_shutdown: { text: 'Server stopped' },
  sys_startup: { text: 'Server started' },
  user_created: { text: 'Account made' },
  user_deleted: { text: 'Account deleted' },
  user_disabled: { text: 'Account disabled' },
  user_enabled: { text: 'Account enabled' },
}

/** Event types that a filter combines, by label. */
export const EVENT_GROUPS = {
  'Log-in failed, for whatever reason': COUNTED.logInsFailed,
  'Session in use: begun or refreshed': COUNTED.activeSessions,
  'Session copied or shared': [...COUNTED.reuses, ...COUNTED.sharedSessions],
  'Anything of roles': ['authz_change', 'role_changed', 'role_created', 'role_deleted'],
  'Anything of keys': ['key_activated', 'key_burned', 'key_created', 'key_destroyed'],
} as const satisfies Record<string, readonly EventType[]>

export type EventGroup = keyof typeof EVENT_GROUPS

/** The label of comma-separated event types, as in a filter. */
export function eventTypesInWords(types: string): string {
  const [group] = Object.entries(EVENT_GROUPS).find(([, kinds]) => kinds.join() === types) ?? []
  const each = types.split(',').map((type) => eventWords(type).text)
  return group ?? each.join(' or ')
}

/** An event type in words; one that only another version knows keeps its name. */
export function eventWords(type: string): Required<Words> {
  const words = isKnown(type) ? WORDS[type] : { text: type }
  return { tone: 'plain', ...words }
}

function isKnown(type: string): type is EventType {
  return Object.hasOwn(WORDS, type)
}
