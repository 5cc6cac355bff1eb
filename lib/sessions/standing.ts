/** How a page that shows a session stands to the cookies its browser holds now. */
import type { SessionRecord } from '@/db/queries/sessions'
import { identifySession, isReplacedByNow, type PresentedTokens } from './identify'

/**
 * `changed`: the cookies stand for another session than the page shows, as after a log-in in
 * another tab. `unknown`: they may do so in a moment, so ask again.
 */
export type Standing =
  { status: 'living'; session: SessionRecord } | { status: 'changed' | 'ended' | 'unknown' }

/**
 * Only looks: it is no use of the session, refreshes nothing and takes no copied token for theft,
 * so that asking every second prolongs nothing. An access token that has run out ends nothing.
 *
 * @param shown the id of the session the page was rendered for; null stands for any.
 * @throws Unavailable
 */
export async function standingOf(
  tokens: PresentedTokens,
  shown: string | null,
  now = new Date(),
): Promise<Standing> {
  const identified = await identifySession(tokens, now)
  if (!identified) {
    const waits = tokens.refresh !== null && (await isReplacedByNow(tokens.refresh, now))
    return { status: waits ? 'unknown' : 'ended' }
  }
  // A copy, or so it seems: the next refresh decides.
  if (identified.reused !== null) return { status: 'unknown' }
  const { session } = identified
  return shown === null || session.id === shown
    ? { status: 'living', session }
    : { status: 'changed' }
}
