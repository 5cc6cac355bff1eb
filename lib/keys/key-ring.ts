/** The steps of a key's life; each inside a transaction. */
import {
  findActiveSigningKey,
  findNextSigningKey,
  insertSigningKey,
  retireActiveSigningKeys,
  updateSigningKeyStatus,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { recordEvent, type Happening } from '@/lib/events/record'
import { after } from '@/lib/base/time'
import { PUBLISHED_AHEAD } from './publication'

/** Who did it, and where they were. */
type By = Pick<Happening, 'actorId' | 'sessionId' | 'from'>

/** What a step did, for whoever did it. */
export interface Ring {
  active: string
  next: string
}

export type Step = ({ ok: true } & Ring) | { ok: false; reason: 'too-soon'; readyAt: Date }

/**
 * Has the key that waits sign in the place of the one that does, and `fresh` wait.
 *
 * @returns `too-soon` while other services may not know the key that waits.
 */
export async function stepOn(fresh: SigningKeyRecord, now: Date, by: By): Promise<Step> {
  const { algorithm } = fresh
  const next = await findNextSigningKey(algorithm)
  const readyAt = after(next?.createdAt ?? now, PUBLISHED_AHEAD)
  if (readyAt > now) return { ok: false, reason: 'too-soon', readyAt }
  await retireActiveSigningKeys(algorithm, now)
  const ring = await fillKeyRing(algorithm, [fresh], now, by)
  return { ok: true, ...ring }
}

/**
 * Has one key sign and another one wait, from those that are there and then from `fresh` ones.
 *
 * @param by who is the reason
 */
export async function fillKeyRing(
  algorithm: string,
  fresh: readonly SigningKeyRecord[],
  now: Date,
  by: By = { actorId: 'system' },
): Promise<Ring> {
  const unused = [...fresh]
  const active =
    (await findActiveSigningKey(algorithm)) ??
    (await activate(await nextOr(algorithm, unused, now, by), now, by))
  const next = await nextOr(algorithm, unused, now, by)
  return { active: active.id, next: next.id }
}

/** The key that waits; a fresh one where there is none. */
async function nextOr(
  algorithm: string,
  fresh: SigningKeyRecord[],
  now: Date,
  by: By,
): Promise<SigningKeyRecord> {
  const waiting = await findNextSigningKey(algorithm)
  if (waiting) return waiting
  const key = fresh.shift()
  if (!key) throw new Error('There are too few fresh keys')
  await insertSigningKey(key)
  await recordEvent({ type: 'key_created', ...by, details: { key: key.id, algorithm } }, now)
  return key
}

async function activate(key: SigningKeyRecord, now: Date, by: By): Promise<SigningKeyRecord> {
  await updateSigningKeyStatus(key.id, { status: 'active', activatedAt: now })
  const details = { key: key.id, algorithm: key.algorithm }
  await recordEvent({ type: 'key_activated', ...by, details }, now)
  return key
}
