/** Names types of events, and says how much attention they deserve. */
import { APP_EVENTS, type EventType } from '@/lib/events/events'
import type { Locale } from '@/lib/base/locales'
import { COUNTED } from '@/lib/statistics/overview'
import type { Words } from '@/lib/words/catalogues'
import { byLocale } from '@/lib/words/text'

type Tone = 'plain' | 'warm' | 'bad'
type EventWords = Words['events']

/** The others are plain. */
const TONES: ReadonlyMap<string, Tone> = new Map(
  Object.entries({
    app_token_reuse: 'bad',
    authn_code_fail: 'warm',
    authn_confirm_fail: 'warm',
    authn_factor_reset: 'warm',
    authn_login_fail: 'warm',
    authn_login_fail_max: 'bad',
    authn_password_change_fail: 'warm',
    authn_recovery_code_used: 'warm',
    authn_token_refused: 'warm',
    authn_token_reuse: 'bad',
    authn_token_shared: 'warm',
    authz_fail: 'warm',
    excess_rate_limit_exceeded: 'bad',
    key_burned: 'bad',
    session_logout_everyone: 'bad',
  } satisfies Partial<Record<EventType, Tone>>),
)

export type EventGroup = keyof EventWords['groups']

/** Event types that a filter combines. */
export const EVENT_GROUPS = {
  logInFailed: COUNTED.logInsFailed,
  sessionInUse: COUNTED.activeSessions,
  sessionAtRisk: [...COUNTED.reuses, ...COUNTED.sharedSessions],
  secondFactors: [
    'authn_code_fail',
    'authn_factor_added',
    'authn_factor_removed',
    'authn_factor_reset',
    'authn_factor_reset_undone',
    'authn_recovery_code_used',
    'authn_recovery_codes_created',
    'known_device_trust_ended',
  ],
  roles: ['authz_change', 'role_changed', 'role_created', 'role_deleted'],
  keys: ['key_activated', 'key_burned', 'key_created', 'key_destroyed'],
  applications: APP_EVENTS,
} as const satisfies Record<EventGroup, readonly EventType[]>

// Safe because the object has exactly the keys of its type.
export const ALL_EVENT_GROUPS = Object.keys(EVENT_GROUPS) as EventGroup[]

export function eventTone(type: string): Tone {
  return TONES.get(type) ?? 'plain'
}

/** The name of an event type; one that only another version knows keeps its code. */
export function eventName(type: string, { types }: EventWords): string {
  return isKnown(type, types) ? types[type] : type
}

/** The name of comma-separated event types, as in a filter. */
export function eventNames(joined: string, words: EventWords, locale: Locale): string {
  const group = ALL_EVENT_GROUPS.find((one) => EVENT_GROUPS[one].join() === joined)
  if (group) return words.groups[group]
  return oneOf(locale).format(joined.split(',').map((type) => eventName(type, words)))
}

const oneOf = byLocale((tag) => new Intl.ListFormat(tag, { type: 'disjunction' }))

function isKnown(type: string, types: EventWords['types']): type is EventType {
  return Object.hasOwn(types, type)
}
