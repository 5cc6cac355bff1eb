/** Lists the browsers that a user has logged in with. */
import { listDeviceRows, type KnownDeviceRecord } from '@/db/queries/known-devices'
import type { Actor } from '@/lib/sessions/authenticate'
import { hashOfDeviceSecret } from './device-secret'
import { MAX_DEVICES } from './known-device'
import { trustOf } from './trust'

export interface KnownDevice extends Pick<
  KnownDeviceRecord,
  'id' | 'browser' | 'system' | 'network' | 'firstSeenAt' | 'lastUsedAt'
> {
  /** True for the browser of this request. */
  readonly isThis: boolean
  /** Until when a log-in there needs no second factor; null if it needs one. */
  readonly trustedUntil: Date | null
}

/**
 * All known devices of the actor: this browser first, the others by last use.
 *
 * @param secret of this browser's device cookie; null if it has none
 */
export async function listDevices(
  { userId, userVersion }: Actor,
  secret: string | null,
  now = new Date(),
): Promise<KnownDevice[]> {
  const hash = secret === null ? null : hashOfDeviceSecret(secret)
  const rows = await listDeviceRows(userId, MAX_DEVICES)
  const devices = rows.map((row) => ({
    id: row.id,
    browser: row.browser,
    system: row.system,
    network: row.network,
    firstSeenAt: row.firstSeenAt,
    lastUsedAt: row.lastUsedAt,
    isThis: row.secretHash === hash,
    trustedUntil: trustOf(row, userVersion, now),
  }))
  return devices.sort((a, b) => Number(b.isThis) - Number(a.isThis))
}
