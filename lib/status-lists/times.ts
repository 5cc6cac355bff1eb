/** The times of status lists, in seconds. A guard compares them with the documentation. */
import { env } from '@/lib/base/env'
import { addSeconds, HOUR, MINUTE } from '@/lib/base/time'

/** The longest delay until a list shows an ended session. */
export const SNAPSHOT_AGE = 1
/** Services should fetch a list again after this time. */
export const TIME_TO_LIVE = 15
/** Services know of an ended session at most this much later. */
export const KNOWN_WITHIN = TIME_TO_LIVE + SNAPSHOT_AGE
/** Services must stop trusting a list that they cannot fetch again after this time. */
export const LIFETIME = 2 * MINUTE
/** An unchanged list keeps its signature this long. */
export const REUSE_TIME = MINUTE

/**
 * For tokens issued before `ACCESS_TOKEN_TTL` was shortened, up to the longest recommended value,
 * and for services whose clock is slow.
 */
const MARGIN = HOUR

/** No service accepts tokens of sessions that ended before this moment. */
export function listedSince(now: Date): Date {
  const { accessTokenTtl, clockTolerance } = env()
  return addSeconds(now, -(accessTokenTtl + clockTolerance + MARGIN))
}
