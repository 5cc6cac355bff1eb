/** Records events. */
import { insertSecurityEvent } from '@/db/queries/security-events'
import { newEventId, type ActorId, type SessionId, type UserId } from '@/lib/base/ids'
import { currentRequestId } from '@/lib/telemetry/request-context'
import type { Details } from './details'
import type { EventType, SeenFrom } from './events'

export interface NewEvent {
  type: EventType
  /** The user it is about. */
  userId?: UserId
  /** A user's id, `command-line` or `system`; missing for a visitor. */
  actorId?: ActorId
  sessionId?: SessionId
  from?: SeenFrom
  /** Anything else to record. Never a secret, a token or personal data. */
  details?: Details
  /** The same for personal data (addresses, names, browsers), which is erased before the event. */
  personal?: Details
}

/** For an act of a user that is about this user. */
export function byOwner(userId: UserId): Pick<Required<NewEvent>, 'userId' | 'actorId'> {
  return { userId, actorId: userId }
}

/** Records one event. Call it inside the transaction of the change that it records. */
export async function recordEvent(event: NewEvent, now: Date): Promise<void> {
  const { type, userId, actorId, sessionId, from, details, personal } = event
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
    // Sealing fills these in.
    personalSalt: null,
    personalHash: null,
    sequence: null,
    hash: null,
  })
}
