/** Forgets browsers that a user has logged in with. */
import { lockOf, transaction } from '@/db/connection'
import { deleteDevice, deleteOtherDevices } from '@/db/queries/known-devices'
import type { DeviceId } from '@/lib/base/ids'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent, type NewEvent } from '@/lib/events/record'
import type { Actor } from '@/lib/sessions/authenticate'
import { hashOfDeviceSecret } from './device-secret'

/**
 * Forgets one known device of the actor. Sessions there go on; the next log-in there counts as one
 * from an unknown browser.
 *
 * @returns false when the actor has no such device, as after a second click.
 */
export async function forgetDevice(
  actor: Actor,
  id: DeviceId,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  return transaction({ locks: lockOf(actor.userId) }, async () => {
    const device = await deleteDevice(actor.userId, id)
    if (!device) return false
    const personal = { browser: device.browser, system: device.system }
    await recordForgotten(actor, { details: { devices: 1 }, personal, from }, now)
    return true
  })
}

/**
 * Forgets all known devices of the actor but the browser with this secret.
 *
 * @returns how many were forgotten.
 */
export async function forgetOtherDevices(
  actor: Actor,
  secret: string | null,
  from: SeenFrom,
  now = new Date(),
): Promise<number> {
  return transaction({ locks: lockOf(actor.userId) }, async () => {
    const kept = secret === null ? '' : hashOfDeviceSecret(secret)
    const devices = await deleteOtherDevices(actor.userId, kept)
    if (devices > 0) await recordForgotten(actor, { details: { devices }, from }, now)
    return devices
  })
}

type Forgotten = Pick<NewEvent, 'details' | 'personal' | 'from'>

async function recordForgotten(
  { userId, sessionId }: Actor,
  event: Forgotten,
  now: Date,
): Promise<void> {
  await recordEvent(
    { type: 'known_device_forgotten', ...byOwner(userId), sessionId, ...event },
    now,
  )
}
