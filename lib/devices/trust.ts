/** Trusted browsers: for a while a log-in there needs no second factor. */
import { lockOf, transaction } from '@/db/connection'
import {
  deleteTrustOf,
  findDeviceTrust,
  listDeviceRows,
  updateDeviceTrust,
  type KnownDeviceRecord,
} from '@/db/queries/known-devices'
import { findUserRow } from '@/db/queries/users'
import type { DeviceId, UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import type { Actor } from '@/lib/sessions/authenticate'
import { hashOfDeviceSecret } from './device-secret'
import { MAX_DEVICES } from './known-device'

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
  return trust !== null && trustOf(trust, version, now) !== null
}

/** Until when a log-in in this browser needs no second factor; null if it needs one. */
export function trustOf(
  { trustedUntil, trustedVersion }: Pick<KnownDeviceRecord, 'trustedUntil' | 'trustedVersion'>,
  version: number,
  now: Date,
): Date | null {
  return trustedUntil && trustedVersion === version && now < trustedUntil ? trustedUntil : null
}

/** Call inside the transaction of the log-in that showed the second factor in this known browser. */
export function trustBrowser({ userId, version }: Truster, secret: string, now: Date) {
  const trust = { trustedUntil: addSeconds(now, TRUST_LIFE), trustedVersion: version }
  return updateDeviceTrust(userId, hashOfDeviceSecret(secret), trust)
}

/**
 * Takes trust in one browser of the actor back: the next log-in there asks for a code. Sessions there
 * go on.
 *
 * @returns false if it was not trusted, as after a second click.
 */
export async function endTrust(
  { userId, sessionId }: Actor,
  id: DeviceId,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  return transaction({ locks: lockOf(userId) }, async () => {
    const device = await deleteTrustOf(userId, id)
    if (!device) return false
    const personal = { browser: device.browser, system: device.system }
    const event = { type: 'known_device_trust_ended', ...byOwner(userId), sessionId } as const
    await recordEvent({ ...event, personal, from }, now)
    return true
  })
}

export interface TrustedBrowser extends Pick<
  KnownDeviceRecord,
  'id' | 'browser' | 'system' | 'lastUsedAt'
> {
  readonly trustedUntil: Date
}

/** The browsers that another user trusts, last used first. @throws NotAllowed, Unavailable */
export async function trustedBrowsersOf(
  actor: Operator,
  userId: UserId,
  now = new Date(),
): Promise<TrustedBrowser[]> {
  assertMay(actor, 'sessions:read')
  const [user, rows] = await Promise.all([findUserRow(userId), listDeviceRows(userId, MAX_DEVICES)])
  if (!user) return []
  return rows.flatMap((row) => {
    const trustedUntil = trustOf(row, user.version, now)
    const { id, browser, system, lastUsedAt } = row
    return trustedUntil ? [{ id, browser, system, lastUsedAt, trustedUntil }] : []
  })
}
