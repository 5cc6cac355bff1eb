/** Limits how many codes of devices can be tried. @see RFC 8628 §5.1 */
import { transaction } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { DEVICE_CODES_OF_NETWORK, DEVICE_CODES_OF_USER } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { giveBack, takeAttempt } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'
import type { Actor } from '@/lib/sessions/authenticate'
import { findDeviceByCode } from './device-request'

export type TriedCode =
  | { ok: true; /** Of the request. */ id: string }
  | { ok: false; reason: 'unknown-code' }
  | Throttled

/** Looks for the device that shows this code. Only wrong codes count. @throws Unavailable */
export async function tryDeviceCode(
  actor: Pick<Actor, 'userId' | 'sessionId'>,
  { code, from }: { code: string; from: SeenFrom },
  now = new Date(),
): Promise<TriedCode> {
  const takes = [
    { limit: DEVICE_CODES_OF_USER, key: [actor.userId] },
    { limit: DEVICE_CODES_OF_NETWORK, key: [networkKey(from.network)] },
  ]
  const wait = await takeAttempt(takes)
  if (wait !== null) return throttled(wait, now)
  const id = await findDeviceByCode(actor, code, now)
  if (id === null) return { ok: false, reason: 'unknown-code' }
  await transaction({ locks: 'none' }, () => giveBack(takes))
  return { ok: true, id }
}
