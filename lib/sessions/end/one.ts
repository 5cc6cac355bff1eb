/** Ends one session, inside a transaction. */
import { afterCommit } from '@/db/connection'
import { insertRevokedTokens } from '@/db/queries/revoked-tokens'
import { markSessionEnded, type EndReason, type SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { reportReuse } from '@/lib/incidents/report'
import { tokenIdsOf, type IdentifiedSession } from '@/lib/sessions/identify'
import { count } from '@/lib/telemetry/metrics'

/** Ends the session that a new one in the same browser replaces. */
export async function endReplacedSession(
  replaced: Omit<IdentifiedSession, 'authTime' | 'amr'>,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  if (replaced.reused === null) await endIdentified(replaced, 'replaced', now)
  else await endCopiedSession(replaced.session, replaced.reused, from, now)
}

/** Ends a session whose old refresh token was used again. */
export async function endCopiedSession(
  session: SessionRecord,
  generation: number,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  await endIdentified({ session, accessToken: null }, 'reuse', now)
  await reportReuse(session, generation, from, now)
}

/** Ends a session that its tokens identified. */
export async function endIdentified(
  identified: Pick<IdentifiedSession, 'session' | 'accessToken'>,
  reason: EndReason,
  now: Date,
): Promise<void> {
  const session = await markSessionEnded(identified.session, reason, now)
  if (!session) return
  await insertRevokedTokens(await tokenIdsOf({ ...identified, session }, now))
  if (reason !== 'logged-out') afterCommit(() => count('endings', { reason }))
}
