/** What is looked for in the audit log, as an address or a command says it. */
import { findUserRowByEmail } from '@/db/queries/users'
import { plainAddress } from '@/lib/http/client-address'
import type { Operator } from '@/lib/permissions/operator'
import { LAST_MOMENT } from '@/lib/base/time'
import { parseEmail } from '@/lib/users/email'
import type { EventFilter } from './search'

export const FILTER_FIELDS = ['type', 'user', 'actor', 'session', 'network', 'from', 'to'] as const

export type FilterField = (typeof FILTER_FIELDS)[number]

/**
 * Why a field says nothing that could be looked for. `unknown-address`: no account has it;
 * `takes-id`: an address was given by a person who may not look people up.
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
 * Reads `type` (one, or several with commas), `user` and `actor` (an id or an address), `session`,
 * `network`, `from` and `to`. Fields that are empty ask for nothing; one that cannot be read is a
 * fault, for what it hides would look as if it had never happened.
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
    read('user', (text) => parsePerson(operator, text)),
    read('actor', (text) => parsePerson(operator, text)),
    read('session', parseSession),
    read('network', parseNetwork),
    read('from', (text) => parsePoint(text, 'begin')),
    read('to', (text) => parsePoint(text, 'end')),
  ])
  if (from && to && from >= to) faults.to = 'ends-before-it-begins'
  return { filter: { types, userId, actorId, sessionId, network, from, to }, faults }
}

type Read<T> = { value: T } | { fault: FilterFault }
type Parsed<T> = Read<T> | Promise<Read<T>>

const MOST_TYPES = 10

/** Names of this version's events or of another's. */
function parseTypes(text: string): Read<string[]> {
  const types = [...new Set(text.split(','))]
  const areNames = types.every((type) => /^[a-z][a-z_]{0,59}$/.test(type))
  return areNames && types.length <= MOST_TYPES ? { value: types } : { fault: 'no-type' }
}

async function parsePerson(operator: Operator, text: string): Promise<Read<string>> {
  if (/^(usr_[\w-]{1,60}|command-line|system)$/.test(text)) return { value: text }
  const email = parseEmail(text)
  if (!email) return { fault: 'no-person' }
  if (!operator.permissions.has('users:read')) return { fault: 'takes-id' }
  const user = await findUserRowByEmail(email.key)
  return user ? { value: user.id } : { fault: 'unknown-address' }
}

function parseSession(text: string): Read<string> {
  return /^ses_[\w-]{1,60}$/.test(text) ? { value: text } : { fault: 'no-session' }
}

function parseNetwork(text: string): Read<string> {
  const network = text === 'unknown' ? text : plainAddress(text)
  return network === null ? { fault: 'no-network' } : { value: network }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day of UTC as a whole, as a form sends it, or a moment in ISO 8601. */
function parsePoint(text: string, side: 'begin' | 'end'): Read<Date> {
  const isWritten = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text)
  const value = new Date(isWritten ? text : NaN)
  if (DAY.test(text) && side === 'end') value.setUTCDate(value.getUTCDate() + 1)
  return value.getTime() >= 0 && value.getTime() <= LAST_MOMENT ? { value } : { fault: 'no-day' }
}
