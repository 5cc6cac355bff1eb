/** Writes down what happened. */
import { insertSecurityEvent } from '@/db/queries/security-events'
import { newEventId } from '@/lib/base/ids'
import { currentRequestId } from '@/lib/telemetry/request-context'
import type { Details } from './details'
import type { EventType, SeenFrom } from './events'

export interface Happening {
  type: EventType
  /** Whom it is about. */
  userId?: string
  /** Who did it: a user's id, `command-line` or `system`; missing for a stranger. */
  actorId?: string
  sessionId?: string
  from?: SeenFrom
  /** What else there is to say. Never a secret, never a token, and nothing personal. */
  details?: Details
  /** The same for addresses, names and browsers, which are erased before the event itself. */
  personal?: Details
}

/** Somebody did it, and it is about themselves. */
export function byOwner(userId: string): Pick<Required<Happening>, 'userId' | 'actorId'> {
  return { userId, actorId: userId }
}

/** Records one event; called inside the transaction of what it tells of. */
export async function recordEvent(happening: Happening, now: Date): Promise<void> {
  const { type, userId, actorId, sessionId, from, details, personal } = happening
  await insertSecurityEvent({
    id: newEventId(),
    type,
    at: now,
    userId: userId ?? null,
    actorId: actorId ?? null,
    sessionId: sessionId ?? null,
    requestId: currentRequestId(),
    details: details ? JSON.stringify(details) : null,
    network: from?.network ?? null,
    browser: from?.browser ?? null,
    system: from?.system ?? null,
    personalDetails: personal ? JSON.stringify(personal) : null,
    // All of it comes with the seal.
    personalSalt: null,
    personalHash: null,
    sequence: null,
    hash: null,
  })
}
