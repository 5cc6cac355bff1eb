/** Queries for the browsers in which users have logged in. */
import { and, desc, eq, isNotNull, lt, ne, notInArray } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { knownDevices } from '@/db/tables'
import type { DeviceId, UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type KnownDeviceRecord = typeof knownDevices.$inferSelect

/** A user's known devices by the hash of their secret, and what made them known, at most `most`. */
export async function listDeviceHashes(
  userId: UserId,
  most: number,
): Promise<Pick<KnownDeviceRecord, 'secretHash' | 'grantedBy'>[]> {
  return read((db) =>
    db
      .select({ secretHash: knownDevices.secretHash, grantedBy: knownDevices.grantedBy })
      .from(knownDevices)
      .where(eq(knownDevices.userId, userId))
      .limit(most),
  )
}

/** A user's known devices, last used first, at most `most`. */
export async function listDeviceRows(userId: UserId, most: number): Promise<KnownDeviceRecord[]> {
  return read((db) =>
    db
      .select()
      .from(knownDevices)
      .where(eq(knownDevices.userId, userId))
      .orderBy(desc(knownDevices.lastUsedAt), desc(knownDevices.id))
      .limit(most),
  )
}

/**
 * Adds a known device. If the user has it already, only its last use and its client change, and a
 * log-in counts for more than the mail that made it known.
 *
 * @returns false when the user had it already.
 */
export async function upsertDevice(
  device: Omit<KnownDeviceRecord, 'trustedUntil' | 'trustedVersion'>,
): Promise<boolean> {
  const { grantedBy, browser, system, network, lastUsedAt } = device
  const [row] = await write((db) =>
    db
      .insert(knownDevices)
      .values(device)
      .onConflictDoUpdate({
        target: [knownDevices.secretHash, knownDevices.userId],
        set: {
          ...{ browser, system, network, lastUsedAt },
          ...(grantedBy === 'log-in' && { grantedBy }),
        },
      })
      .returning({ id: knownDevices.id }),
  )
  return row?.id === device.id
}

/** Until when log-ins in this browser need no second factor, for this version of the user. */
export async function findDeviceTrust(
  userId: UserId,
  secretHash: string,
): Promise<Pick<KnownDeviceRecord, 'trustedUntil' | 'trustedVersion'> | null> {
  const { trustedUntil, trustedVersion } = knownDevices
  const [row] = await read((db) =>
    db
      .select({ trustedUntil, trustedVersion })
      .from(knownDevices)
      .where(and(eq(knownDevices.userId, userId), eq(knownDevices.secretHash, secretHash))),
  )
  return row ?? null
}

export async function updateDeviceTrust(
  userId: UserId,
  secretHash: string,
  trust: { trustedUntil: Date; trustedVersion: number },
): Promise<void> {
  await write((db) =>
    db
      .update(knownDevices)
      .set(trust)
      .where(and(eq(knownDevices.userId, userId), eq(knownDevices.secretHash, secretHash))),
  )
}

/** One browser of the user needs the second factor again. @returns it, or null if it was not trusted */
export async function deleteTrustOf(
  userId: UserId,
  id: DeviceId,
): Promise<KnownDeviceRecord | null> {
  const { trustedUntil } = knownDevices
  const [row] = await write((db) =>
    db
      .update(knownDevices)
      .set({ trustedUntil: null, trustedVersion: null })
      .where(and(eq(knownDevices.id, id), eq(knownDevices.userId, userId), isNotNull(trustedUntil)))
      .returning(),
  )
  return row ?? null
}

/** Every browser of the user needs the second factor again. */
export async function deleteDeviceTrust(userId: UserId): Promise<void> {
  await write((db) =>
    db
      .update(knownDevices)
      .set({ trustedUntil: null, trustedVersion: null })
      .where(and(eq(knownDevices.userId, userId), isNotNull(knownDevices.trustedUntil))),
  )
}

/** Deletes all known devices of a user but the `kept` that were used last. */
export async function deleteDevicesBeyond(userId: UserId, kept: number): Promise<void> {
  await write((db) => {
    const newest = db
      .select({ id: knownDevices.id })
      .from(knownDevices)
      .where(eq(knownDevices.userId, userId))
      .orderBy(desc(knownDevices.lastUsedAt), desc(knownDevices.id))
      .limit(kept)
    return db
      .delete(knownDevices)
      .where(and(eq(knownDevices.userId, userId), notInArray(knownDevices.id, newest)))
  })
}

/** Deletes one known device of `userId`. @returns it, or null when they have no such device. */
export async function deleteDevice(
  userId: UserId,
  id: DeviceId,
): Promise<KnownDeviceRecord | null> {
  const [row] = await write((db) =>
    db
      .delete(knownDevices)
      .where(and(eq(knownDevices.id, id), eq(knownDevices.userId, userId)))
      .returning(),
  )
  return row ?? null
}

/** Deletes all known devices of a user but the one with this secret hash. @returns how many */
export async function deleteOtherDevices(userId: UserId, keptHash: string): Promise<number> {
  const rows = await write((db) =>
    db
      .delete(knownDevices)
      .where(and(eq(knownDevices.userId, userId), ne(knownDevices.secretHash, keptHash)))
      .returning({ id: knownDevices.id }),
  )
  return rows.length
}

export function deleteDevicesUnusedSince(point: Date, most: number): Promise<number> {
  return deleteSome(knownDevices, knownDevices.id, lt(knownDevices.lastUsedAt, point), most)
}
