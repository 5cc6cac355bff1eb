/** Lists the browsers that a user has logged in with. */
import { listDeviceRows, type KnownDeviceRecord } from '@/db/queries/known-devices'
import type { Actor } from '@/lib/sessions/authenticate'
import { hashOfDeviceSecret } from './device-secret'
import { MAX_DEVICES } from './known-device'

export interface KnownDevice extends Pick<
  KnownDeviceRecord,
  'id' | 'browser' | 'system' | 'network' | 'firstSeenAt' | 'lastUsedAt'
> {
  /** True for the browser of this request. */
  readonly isThis: boolean
}

/**
 * All known devices of the actor: this browser first, the others by last use.
 *
 * @param secret of this browser's device cookie; null if it has none
 */
export async function listDevices(actor: Actor, secret: string | null): Promise<KnownDevice[]> {
  const hash = secret === null ? null : hashOfDeviceSecret(secret)
  const rows = await listDeviceRows(actor.userId, MAX_DEVICES)
  const devices = rows.map(
    ({ id, browser, system, network, firstSeenAt, lastUsedAt, secretHash }) => ({
      id,
      browser,
      system,
      network,
      firstSeenAt,
      lastUsedAt,
      isThis: secretHash === hash,
    }),
  )
  return devices.sort((a, b) => Number(b.isThis) - Number(a.isThis))
}
