/** The exact form in which events are hashed, so that others can recompute it. Pure. */
import { createHash } from 'node:crypto'
import type { SecurityEventRecord } from '@/db/queries/security-events'

/** The hash before the first event. */
export const GENESIS = '0'.repeat(64)

export type Personal = Pick<
  SecurityEventRecord,
  'network' | 'browser' | 'system' | 'personalDetails' | 'personalSalt'
>

export type Chained = Pick<
  SecurityEventRecord,
  | 'sequence'
  | 'id'
  | 'type'
  | 'at'
  | 'userId'
  | 'actorId'
  | 'sessionId'
  | 'requestId'
  | 'details'
  | 'personalHash'
>

/**
 * SHA-256, in hex, over the canonical JSON of an array: this name, the salt, and the four columns
 * of personal data. The salt is erased with them, so that guessing cannot reveal what they were.
 */
export function personalHashOf(event: Personal): string {
  const { personalSalt, network, browser, system, personalDetails } = event
  return hashOf(['gatehouse-personal-1', personalSalt, network, browser, system, personalDetails])
}

/**
 * SHA-256, in hex, over the canonical JSON of an array: this name, the hash of the event before,
 * and every column that is never erased, as it is stored; the time as ISO 8601 with milliseconds.
 */
export function eventHashOf(previous: string, event: Chained): string {
  const { sequence, id, type, at, userId, actorId, sessionId, requestId, details } = event
  return hashOf([
    'gatehouse-event-1',
    previous,
    sequence,
    id,
    type,
    at.toISOString(),
    userId,
    actorId,
    sessionId,
    requestId,
    details,
    event.personalHash,
  ])
}

/** An array of strings, whole numbers and nulls has only one JSON form. @see RFC 8785 §3.2.2 */
function hashOf(values: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex')
}
