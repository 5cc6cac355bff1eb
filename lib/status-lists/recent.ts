/** How long the status lists tell of an ending. */
import { env } from '@/lib/base/env'
import { after, HOUR } from '@/lib/base/time'

/**
 * For tokens from before `ACCESS_TOKEN_TTL` was made shorter, up to the longest life that is
 * recommended, and for verifiers whose clock is slow; in seconds.
 */
const MARGIN = HOUR

/** Whatever ended before has no token that anybody would still accept. */
export function toldSince(now: Date): Date {
  const { accessTokenTtl, clockTolerance } = env()
  return after(now, -(accessTokenTtl + clockTolerance + MARGIN))
}
