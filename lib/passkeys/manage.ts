/** The passkeys of a user: listed, renamed, removed, and allowed again. */
import { lockOf, transaction } from '@/db/connection'
import {
  countPasskeysSince,
  deletePasskeys,
  deletePasskeysSince,
  listPasskeyRows,
  updatePasskey,
  type PasskeyRecord,
} from '@/db/queries/passkeys'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { assertFactorRemains, FactorDemanded } from '@/lib/factors/demand'
import { hasPassword } from '@/lib/passwords/has-password'
import type { Actor } from '@/lib/sessions/authenticate'

/** In characters. */
export const PASSKEY_NAME_MAX = 60

export type Passkey = Pick<
  PasskeyRecord,
  'id' | 'name' | 'deviceBound' | 'createdAt' | 'lastUsedAt' | 'suspendedAt'
>

/** Oldest first. @throws Unavailable */
export function passkeysOf(userId: UserId): Promise<Passkey[]> {
  return listPasskeyRows(userId)
}

/** @returns false if the actor has no such passkey @throws Unavailable */
export async function renamePasskey(
  { userId }: Actor,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const kept = name.trim().slice(0, PASSKEY_NAME_MAX)
  return transaction({ locks: lockOf(userId) }, () => updatePasskey({ id, userId }, { name: kept }))
}

export type RemovePasskeyResult =
  { ok: true } | { ok: false; reason: 'not-found' | 'last-way-in' | 'factor-demanded' }

/**
 * Removes one; never the last way in, and never the last factor where one is demanded.
 *
 * @throws Unavailable
 */
export async function removePasskey(
  actor: Actor,
  passkey: { id: string; from: SeenFrom },
  now = new Date(),
): Promise<RemovePasskeyResult> {
  try {
    return await tryToRemove(actor, passkey, now)
  } catch (error) {
    if (!(error instanceof FactorDemanded)) throw error
    return { ok: false, reason: 'factor-demanded' }
  }
}

function tryToRemove(
  { userId }: Actor,
  { id, from }: { id: string; from: SeenFrom },
  now: Date,
): Promise<RemovePasskeyResult> {
  return transaction({ locks: lockOf(userId) }, async (): Promise<RemovePasskeyResult> => {
    const others = (await listPasskeyRows(userId)).filter((row) => row.id !== id)
    const hasOther = others.some((row) => row.suspendedAt === null)
    if (!hasOther && !(await hasPassword(userId))) return { ok: false, reason: 'last-way-in' }
    const [removed] = await deletePasskeys(userId, [id])
    if (!removed) return { ok: false, reason: 'not-found' }
    await assertFactorRemains(userId, now)
    await recordRemoved(removed, from, now)
    return { ok: true }
  })
}

/**
 * Lets a suspended passkey log in again: its owner says that it was no copy. Its counter begins
 * anew. @throws Unavailable
 */
export async function allowPasskey({ userId }: Actor, id: string): Promise<boolean> {
  return transaction({ locks: lockOf(userId) }, () =>
    updatePasskey({ id, userId }, { suspendedAt: null, counter: 0 }),
  )
}

/** Removes all of them. Call inside a transaction over the user. */
export async function removePasskeys(
  userId: UserId,
  from: SeenFrom | undefined,
  now: Date,
): Promise<void> {
  for (const passkey of await deletePasskeysSince(userId, new Date(0))) {
    await recordRemoved(passkey, from, now)
  }
}

/** In seconds: for so long a passkey counts as new. An intruder may have added it. */
const NEW_FOR = 30 * DAY

/** How many new passkeys the user has. @throws Unavailable */
export function countNewPasskeys(userId: UserId, now: Date): Promise<number> {
  return countPasskeysSince(userId, addSeconds(now, -NEW_FOR))
}

/** Removes the new ones. Call inside a transaction over the user. */
export async function removeNewPasskeys(userId: UserId, from: SeenFrom, now: Date): Promise<void> {
  const removed = await deletePasskeysSince(userId, addSeconds(now, -NEW_FOR))
  for (const passkey of removed) await recordRemoved(passkey, from, now)
}

function recordRemoved(
  { userId, name }: PasskeyRecord,
  from: SeenFrom | undefined,
  now: Date,
): Promise<void> {
  const event = {
    type: 'authn_passkey_removed',
    ...byOwner(userId),
    ...(from && { from }),
  } as const
  return recordEvent({ ...event, personal: { passkey: name } }, now)
}
