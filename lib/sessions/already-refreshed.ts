/** Detects a pair of tokens that was issued a moment ago and needs no refresh yet. */
import { authenticate } from './authenticate'
import type { PresentedTokens } from './identify'
import { checkRefreshToken } from './issue'

/**
 * When the access token expires, if `tokens` are the newest pair of a living session with more than
 * half of their lifetime left; null otherwise.
 *
 * A tab may ask for a refresh that another tab has just made. A second refresh would put the
 * session two generations ahead of the cookies on disk, so a browser that crashes now would look
 * like a copy.
 *
 * @throws Unavailable
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
