/** The steps of a key's life; each inside a transaction. */
import {
  findActiveSigningKey,
  findNextSigningKey,
  insertSigningKey,
  updateSigningKeyStatus,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { recordEvent, type Happening } from '@/lib/events/record'

/** Who did it, and where they were. */
type By = Pick<Happening, 'actorId' | 'sessionId' | 'from'>

/** What a step did, for whoever did it. */
export interface Ring {
  active: string
  next: string
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
