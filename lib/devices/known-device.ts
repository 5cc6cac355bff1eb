/** Known devices: the browsers in which a user has logged in. */
import { deleteDevicesBeyond, listDeviceHashes, upsertDevice } from '@/db/queries/known-devices'
import type { KnownDeviceRecord } from '@/db/queries/known-devices'
import { newDeviceId, type UserId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { hashOfDeviceSecret } from './device-secret'

/** Known devices of one user. Beyond it the least recently used one is forgotten. */
export const MAX_DEVICES = 50

export interface Browser {
  /** The secret of its device cookie. */
  readonly secret: string
  readonly from: SeenFrom
}

/**
 * What the user knows: the browser with this secret, whether they have logged in there, which a link
 * in a mail does not show, and whether they know any browser.
 */
export async function knownDevicesOf(
  userId: UserId,
  secret: string | null,
): Promise<{ hasThis: boolean; hasLoggedInHere: boolean; hasAny: boolean }> {
  const devices = await listDeviceHashes(userId, MAX_DEVICES)
  const hash = secret === null ? null : hashOfDeviceSecret(secret)
  const found = devices.find(({ secretHash }) => secretHash === hash)
  return {
    hasThis: found !== undefined,
    hasLoggedInHere: found?.grantedBy === 'log-in',
    hasAny: devices.length > 0,
  }
}

/**
 * Makes a browser a known device of a user, or records that they used it again. It opens nothing:
 * the next log-in there still needs the password.
 *
 * Call it inside the transaction of what allows it, under the user's lock.
 *
 * @param grantedBy what makes it known; a log-in is kept whatever comes later
 */
export async function grantDevice(
  userId: UserId,
  grantedBy: KnownDeviceRecord['grantedBy'],
  { secret, from: { browser, system, network } }: Browser,
  now: Date,
): Promise<void> {
  const isNew = await upsertDevice({
    id: newDeviceId(),
    userId,
    secretHash: hashOfDeviceSecret(secret),
    grantedBy,
    browser,
    system,
    network,
    firstSeenAt: now,
    lastUsedAt: now,
  })
  if (isNew) await deleteDevicesBeyond(userId, MAX_DEVICES)
}
