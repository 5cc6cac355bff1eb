/** How long the status lists show an ended session. */
import { env } from '@/lib/base/env'
import { addSeconds, HOUR } from '@/lib/base/time'

/**
 * For tokens issued before `ACCESS_TOKEN_TTL` was shortened, up to the longest recommended value,
 * and for services whose clock is slow; in seconds.
 */
const MARGIN = HOUR

/** No service accepts tokens of sessions that ended before this moment. */
export function listedSince(now: Date): Date {
  const { accessTokenTtl, clockTolerance } = env()
  return addSeconds(now, -(accessTokenTtl + clockTolerance + MARGIN))
}
