/** Tells a pair of tokens that was handed out a moment ago from one that is due for a refresh. */
import { authenticate } from './authenticate'
import type { PresentedTokens } from './identify'
import { checkRefreshToken } from './issue'

/**
 * When the access token ends, if `tokens` are a living session's newest pair with more than half of
 * its life before it; null otherwise.
 *
 * A tab may ask for a refresh because it has not heard of another's. Were it to get one, the
 * session would be two generations ahead of a browser that crashes before it writes its cookies.
 *
 * @throws Unavailable when the database cannot tell.
 */
export async function alreadyRefreshedUntil(
  { access, refresh }: PresentedTokens,
  now = new Date(),
): Promise<Date | null> {
  if (!access || !refresh) return null
  const found = await authenticate(access, 'web', now)
  const verified = await checkRefreshToken(refresh, 'web', now)
  if (!found.ok || !verified.ok) return null
  const { sessionId, generation, accessIssuedAt, accessExpiresAt } = found.actor
  const isPair = verified.claims.sid === sessionId && verified.claims.gen === generation
  const isFresh =
    accessExpiresAt.getTime() - now.getTime() > now.getTime() - accessIssuedAt.getTime()
  return isPair && isFresh && generation === found.session.generation ? accessExpiresAt : null
}
