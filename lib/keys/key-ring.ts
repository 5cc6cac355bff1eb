/** The steps of a key's life. Call each inside a transaction. */
import {
  findActiveSigningKey,
  findNextSigningKey,
  insertSigningKey,
  retireActiveSigningKeys,
  updateSigningKeyStatus,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { recordEvent, type NewEvent } from '@/lib/events/record'
import { addSeconds } from '@/lib/base/time'
import { PUBLISHED_AHEAD } from './publication'

/** Who acts, and from which client. */
type ActorFields = Pick<NewEvent, 'actorId' | 'sessionId' | 'from'>

/** The ids of the keys after a step. */
export interface Ring {
  active: string
  next: string
}

export type Step = ({ ok: true } & Ring) | { ok: false; reason: 'too-soon'; readyAt: Date }

/**
 * Activates the waiting key instead of the active one, and makes `fresh` wait.
 *
 * @returns `too-soon` while other services may not know the waiting key yet.
 */
export async function activateNextKey(
  fresh: SigningKeyRecord,
  now: Date,
  actor: ActorFields,
): Promise<Step> {
  const { algorithm } = fresh
  const next = await findNextSigningKey(algorithm)
  const readyAt = addSeconds(next?.createdAt ?? now, PUBLISHED_AHEAD)
  if (readyAt > now) return { ok: false, reason: 'too-soon', readyAt }
  await retireActiveSigningKeys(algorithm, now)
  const ring = await fillKeyRing(algorithm, [fresh], now, actor)
  return { ok: true, ...ring }
}

/** Ensures that one key signs and another waits, from existing keys first, then `fresh` ones. */
export async function fillKeyRing(
  algorithm: string,
  fresh: readonly SigningKeyRecord[],
  now: Date,
  actor: ActorFields = { actorId: 'system' },
): Promise<Ring> {
  const unused = [...fresh]
  const active =
    (await findActiveSigningKey(algorithm)) ??
    (await activate(await waitingOrFresh(algorithm, unused, now, actor), now, actor))
  const next = await waitingOrFresh(algorithm, unused, now, actor)
  return { active: active.id, next: next.id }
}

/** The waiting key, or a fresh one if there is none. */
async function waitingOrFresh(
  algorithm: string,
  fresh: SigningKeyRecord[],
  now: Date,
  actor: ActorFields,
): Promise<SigningKeyRecord> {
  const waiting = await findNextSigningKey(algorithm)
  if (waiting) return waiting
  const key = fresh.shift()
  if (!key) throw new Error('There are too few fresh keys')
  await insertSigningKey(key)
  await recordEvent({ type: 'key_created', ...actor, details: { key: key.id, algorithm } }, now)
  return key
}

async function activate(
  key: SigningKeyRecord,
  now: Date,
  actor: ActorFields,
): Promise<SigningKeyRecord> {
  await updateSigningKeyStatus(key.id, { status: 'active', activatedAt: now })
  const details = { key: key.id, algorithm: key.algorithm }
  await recordEvent({ type: 'key_activated', ...actor, details }, now)
  return key
}
