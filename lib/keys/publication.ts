/** How long public keys are known ahead, and stay published afterwards. */
import { env } from '@/lib/env'
import { MINUTE } from '@/lib/time'

/** How long others may go on without asking, in seconds: a burned key is believed that long. */
export const JWKS_MAX_AGE = MINUTE
/** What others may keep the key set beyond that, in seconds: caches and libraries of theirs. */
const OTHERS_CACHES = 5 * MINUTE

/** How long a key is published before it signs, in seconds. */
export const PUBLISHED_AHEAD = JWKS_MAX_AGE + OTHERS_CACHES

/**
 * How long a key is published after it has signed for the last time, in seconds: its newest token
 * lives that long, and a signature under way at that moment takes a while.
 */
export function publishedAfterRetirement(): number {
  const { accessTokenTtl, clockTolerance } = env()
  return accessTokenTtl + clockTolerance + MINUTE
}
