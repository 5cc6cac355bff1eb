/** Trusted browsers: for a while a log-in there needs no second factor. */
import { findDeviceTrust, updateDeviceTrust } from '@/db/queries/known-devices'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import { hashOfDeviceSecret } from './device-secret'

/** In seconds; the words of the form name it. */
const TRUST_LIFE = 30 * DAY

/** The user as they are now: trust is void once they log out everywhere or change the password. */
interface Truster {
  readonly userId: UserId
  readonly version: number
}

/** @param secret of the browser's device cookie; undefined for a client without cookies */
export async function isTrusted(
  { userId, version }: Truster,
  secret: string | undefined,
  now: Date,
): Promise<boolean> {
  if (secret === undefined) return false
  const trust = await findDeviceTrust(userId, hashOfDeviceSecret(secret))
  if (!trust?.trustedUntil) return false
  return trust.trustedVersion === version && now < trust.trustedUntil
}

/** Call inside the transaction of the log-in that showed the second factor in this known browser. */
export function trustBrowser({ userId, version }: Truster, secret: string, now: Date) {
  const trust = { trustedUntil: addSeconds(now, TRUST_LIFE), trustedVersion: version }
  return updateDeviceTrust(userId, hashOfDeviceSecret(secret), trust)
}
