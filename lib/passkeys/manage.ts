/** The passkeys of a user: listed, renamed, removed, and allowed again. */
import { lockOf, transaction } from '@/db/connection'
import {
  deletePasskeys,
  deletePasskeysSince,
  listPasskeyRows,
  updatePasskey,
  type PasskeyRecord,
} from '@/db/queries/passkeys'
import { deletePendingLogInsOf } from '@/db/queries/pending-log-ins'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent, type NewEvent } from '@/lib/events/record'
import { assertFactorRemains, FactorDemanded } from '@/lib/factors/demand'
import { hasPassword } from '@/lib/passwords/has-password'
import type { Actor } from '@/lib/sessions/authenticate'
import { isUsable } from './usable'

/** In characters. */
export const PASSKEY_NAME_MAX = 60

export type Passkey = Pick<
  PasskeyRecord,
  'id' | 'rpId' | 'name' | 'deviceBound' | 'createdAt' | 'lastUsedAt' | 'suspendedAt'
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
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'last-way-in' | 'factor-demanded' }

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
    const hasOther = others.some(isUsable)
    if (!hasOther && !(await hasPassword(userId))) return { ok: false, reason: 'last-way-in' }
    const [removed] = await deletePasskeys(userId, [id])
    if (!removed) return { ok: false, reason: 'not-found' }
    await assertFactorRemains(userId, now)
    await deletePendingLogInsOf(userId)
    await recordRemoved(removed, { ...byOwner(userId), from }, now)
    return { ok: true }
  })
}

/**
 * Lets a suspended passkey log in again: its owner says that it was no copy. Its counter begins
 * anew.
 *
 * @throws Unavailable
 */
export async function allowPasskey(
  { userId, sessionId }: Actor,
  { id, from }: { id: string; from: SeenFrom },
  now = new Date(),
): Promise<boolean> {
  return transaction({ locks: lockOf(userId) }, async () => {
    const isThere = await updatePasskey({ id, userId }, { suspendedAt: null, counter: 0 })
    const event = { type: 'authn_passkey_allowed', ...byOwner(userId), sessionId, from } as const
    if (isThere) await recordEvent(event, now)
    return isThere
  })
}

/** Removes all of them. Call inside a transaction over the user. @param by who does so */
export async function removePasskeys(userId: UserId, by: RemovedBy, now: Date): Promise<void> {
  for (const passkey of await deletePasskeysSince(userId, new Date(0))) {
    await recordRemoved(passkey, by, now)
  }
}

/** In seconds: for so long a passkey counts as new. An intruder may have added it. */
const NEW_FOR = 30 * DAY

/** Removes the new ones. Call inside a transaction over the user. */
export async function removeNewPasskeys(userId: UserId, from: SeenFrom, now: Date): Promise<void> {
  const removed = await deletePasskeysSince(userId, addSeconds(now, -NEW_FOR))
  const by = { ...byOwner(userId), from }
  for (const passkey of removed) await recordRemoved(passkey, by, now)
}

type RemovedBy = Pick<NewEvent, 'actorId' | 'sessionId' | 'from'>

function recordRemoved({ userId, name }: PasskeyRecord, by: RemovedBy, now: Date): Promise<void> {
  const event = { ...by, type: 'authn_passkey_removed', userId } as const
  return recordEvent({ ...event, personal: { passkey: name } }, now)
}
