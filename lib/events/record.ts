/** Writes down what happened. */
import { insertSecurityEvent } from '@/db/queries/security-events'
import { newEventId } from '@/lib/ids'
import type { EventType, SeenFrom } from './events'

export interface Happening {
  type: EventType
  userId?: string
  sessionId?: string
  from?: SeenFrom
  /** What else there is to say. Never a secret, never a token. */
  details?: Record<string, string | number | boolean>
}

/** Records one event; called inside the transaction of what it tells of. */
export async function recordEvent(happening: Happening, now: Date): Promise<void> {
  const { type, userId, sessionId, from, details } = happening
  await insertSecurityEvent({
    id: newEventId(),
    type,
    at: now,
    userId: userId ?? null,
    sessionId: sessionId ?? null,
    network: from?.network ?? null,
    browser: from?.browser ?? null,
    system: from?.system ?? null,
    details: details ? JSON.stringify(details) : null,
  })
}
