/** A right password and then a wrong code, from a client that the account does not know. */
import { answerIncidentsOf, hasOpenIncident } from '@/db/queries/incidents'
import { findLastSession, type SessionRecord } from '@/db/queries/sessions'
import type { UserRecord } from '@/db/queries/users'
import { newSessionId } from '@/lib/base/ids'
import { addSeconds } from '@/lib/base/time'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'
import type { SeenFrom } from '@/lib/events/events'
import { INCIDENT_INTERVAL, openIncident } from './open'

/**
 * Asks the owner whether it was them: otherwise the password is known. One question is open at a time,
 * for an hour, however many codes are tried. Call it inside the transaction over the user that records
 * the event, by which the mail is sent.
 */
export async function askAboutWrongCode(
  { id: userId, createdAt }: Pick<UserRecord, 'id' | 'createdAt'>,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const since = addSeconds(now, -INCIDENT_INTERVAL)
  if (await hasOpenIncident(userId, 'wrong-code', since)) return
  const last = await findLastSession(userId)
  // No session began. The id of one that never did keeps it apart from those of other incidents.
  const about = { kind: 'wrong-code', userId, sessionId: newSessionId(), appId: null } as const
  const sides = {
    known: last ?? UNKNOWN_CLIENT,
    knownAt: last?.lastSeenAt ?? createdAt,
    came: from,
  }
  await openIncident(about, sides, now)
}

/**
 * Answers the question for a client that has shown a right code after all: its user mistyped. Call it
 * inside the transaction that starts the session.
 *
 * @param since when its log-in began: what others did before stays open
 */
export async function answerByRightCode(
  { id, userId }: SessionRecord,
  { since, from }: { since: Date; from: SeenFrom },
  now: Date,
): Promise<void> {
  const came = { cameNetwork: from.network, cameBrowser: from.browser, cameSystem: from.system }
  const answer = { answeredAt: now, answeredIn: id }
  await answerIncidentsOf({ userId, kind: 'wrong-code', since, came }, answer)
}
