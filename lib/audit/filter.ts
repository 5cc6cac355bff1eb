/** Reads a filter for the audit log from a URL or a command. */
import { findUserRowByEmail } from '@/db/queries/users'
import { normaliseAddress } from '@/lib/http/client-address'
import type { Operator } from '@/lib/permissions/operator'
import { isActorId, isSessionId, type ActorId, type SessionId } from '@/lib/base/ids'
import { MAX_TIME } from '@/lib/base/time'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'
import { parseEmail } from '@/lib/users/email'
import type { EventFilter } from './search'

export const FILTER_FIELDS = ['type', 'user', 'actor', 'session', 'network', 'from', 'to'] as const

export type FilterField = (typeof FILTER_FIELDS)[number]

/**
 * Why a field cannot be used. `unknown-address`: no user has this email address; `takes-id`: the
 * actor gave an email address but may not look users up.
 */
export type FilterFault =
  | 'no-type'
  | 'no-person'
  | 'unknown-address'
  | 'takes-id'
  | 'no-session'
  | 'no-network'
  | 'no-day'
  | 'ends-before-it-begins'

export interface ReadFilter {
  filter: EventFilter
  faults: Partial<Record<FilterField, FilterFault>>
}

type Query = Partial<Record<FilterField, string | undefined>>

/**
 * Reads `type` (one, or several with commas), `user` and `actor` (an id or an email address),
 * `session`, `network`, `from` and `to`. Empty fields are ignored. An unreadable field is a fault,
 * because an empty result would look as if nothing had happened.
 */
export async function readEventFilter(operator: Operator, query: Query): Promise<ReadFilter> {
  const faults: ReadFilter['faults'] = {}
  const read = async <T>(name: FilterField, parse: (text: string) => Parsed<T>) => {
    const text = query[name]?.trim() ?? ''
    const parsed = text === '' ? undefined : await parse(text)
    if (parsed && 'fault' in parsed) faults[name] = parsed.fault
    return parsed && 'value' in parsed ? parsed.value : undefined
  }
  const [types, userId, actorId, sessionId, network, from, to] = await Promise.all([
    read('type', parseTypes),
    read('user', (text) => parseUser(operator, text)),
    read('actor', (text) => parseUser(operator, text)),
    read('session', parseSession),
    read('network', parseNetwork),
    read('from', (text) => parseTime(text, 'begin')),
    read('to', (text) => parseTime(text, 'end')),
  ])
  if (from && to && from >= to) faults.to = 'ends-before-it-begins'
  return { filter: { types, userId, actorId, sessionId, network, from, to }, faults }
}

type Read<T> = { value: T } | { fault: FilterFault }
type Parsed<T> = Read<T> | Promise<Read<T>>

const MAX_TYPES = 10

/** Event types of this version or of another. */
function parseTypes(text: string): Read<string[]> {
  const types = [...new Set(text.split(','))]
  const areNames = types.every((type) => /^[a-z][a-z_]{0,59}$/.test(type))
  return areNames && types.length <= MAX_TYPES ? { value: types } : { fault: 'no-type' }
}

async function parseUser(operator: Operator, text: string): Promise<Read<ActorId>> {
  if (isActorId(text)) return { value: text }
  const email = parseEmail(text)
  if (!email) return { fault: 'no-person' }
  if (!operator.permissions.has('users:read')) return { fault: 'takes-id' }
  const user = await findUserRowByEmail(email.key)
  return user ? { value: user.id } : { fault: 'unknown-address' }
}

function parseSession(text: string): Read<SessionId> {
  return isSessionId(text) ? { value: text } : { fault: 'no-session' }
}

function parseNetwork(text: string): Read<string> {
  const network = text === UNKNOWN_CLIENT.network ? text : normaliseAddress(text)
  return network === null ? { fault: 'no-network' } : { value: network }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A whole UTC day, as a form sends it, or a time in ISO 8601. */
function parseTime(text: string, side: 'begin' | 'end'): Read<Date> {
  const isIsoTime = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text)
  const value = new Date(isIsoTime ? text : NaN)
  if (DAY.test(text) && side === 'end') value.setUTCDate(value.getUTCDate() + 1)
  return value.getTime() >= 0 && value.getTime() <= MAX_TIME ? { value } : { fault: 'no-day' }
}
