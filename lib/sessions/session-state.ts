/** Compares the session that a page shows with the browser's current cookies. */
import type { SessionRecord } from '@/db/queries/sessions'
import { identifySession, isBeingReplacedFor, type PresentedTokens } from './identify'

/**
 * `changed`: the cookies belong to another session than the page shows, for example after a log-in
 * in another tab. `unknown`: this is not clear yet, so ask again.
 */
export type SessionState =
  | { status: 'living'; session: SessionRecord }
  | { status: 'changed' | 'ended' | 'unknown' }

/**
 * Changes nothing: it does not count as use of the session, does not refresh it, and does not end
 * it because of a copied token, so pages may ask every second. A session with an expired access
 * token still counts as living.
 *
 * @param shown the id of the session the page was rendered for; null means any.
 * @throws Unavailable
 */
export async function sessionStateOf(
  tokens: PresentedTokens,
  shown: string | null,
  now = new Date(),
): Promise<SessionState> {
  const identified = await identifySession(tokens, now)
  if (!identified) {
    const isReplaced = tokens.refresh !== null && (await isBeingReplacedFor(tokens.refresh, now))
    return { status: isReplaced ? 'unknown' : 'ended' }
  }
  // It looks like a copy: the next refresh decides.
  if (identified.reused !== null) return { status: 'unknown' }
  const { session } = identified
  return shown === null || session.id === shown
    ? { status: 'living', session }
    : { status: 'changed' }
}
