/** Caches what status lists contain, for a second, and the signed lists. */
import { whileOpen } from '@/db/connection'
import { listStatusIndexesEndedSince } from '@/db/queries/status-lists'
import { env } from '@/lib/base/env'
import { toNumericDate } from '@/lib/base/time'
import { signingKey } from '@/lib/keys/signing-keys'
import type { TokenKey } from '@/lib/tokens/access'
import { encodeBits } from './bits'
import { listUri, positionOf } from './positions'
import { signStatusList } from './sign'
import { listedSince, REUSE_TIME, SNAPSHOT_AGE } from './times'

/** The contents of all status lists at one moment. */
export interface Snapshot {
  readonly at: Date
  /** The positions whose sessions have ended, by list. */
  readonly ended: ReadonlyMap<number, readonly number[]>
  /** The signing key, read each time, so that a burned one is replaced within a second. */
  readonly key: TokenKey
}

/**
 * The current contents, at most a second old. Concurrent calls share one read.
 *
 * @throws Unavailable; the next call reads again.
 */
export function currentSnapshot(now: Date): Promise<Snapshot> {
  const last = memory()
  const age = Math.abs(now.getTime() - last.begunAt)
  if (last.snapshot && age < SNAPSHOT_AGE * 1000) return last.snapshot
  const snapshot = readSnapshot(now)
  Object.assign(last, { snapshot, begunAt: now.getTime() })
  snapshot.catch(() => {
    if (last.snapshot === snapshot) last.snapshot = null
  })
  return snapshot
}

async function readSnapshot(at: Date): Promise<Snapshot> {
  const [indexes, key] = await Promise.all([
    listStatusIndexesEndedSince(listedSince(at)),
    signingKey(),
  ])
  const ended = new Map<number, number[]>()
  for (const index of indexes) {
    const { list, position } = positionOf(index)
    const positions = ended.get(list)
    if (positions) positions.push(position)
    else ended.set(list, [position])
  }
  return { at, ended, key }
}

/** The only state of sessions kept in memory. */
function memory(): { snapshot: Promise<Snapshot> | null; begunAt: number } {
  return whileOpen('snapshot of the status lists', () => ({ snapshot: null, begunAt: 0 }))
}

interface SignedList {
  readonly token: string
  readonly bits: Buffer
  readonly keyId: string
  readonly issuedAt: number
}

/** Holds the signed lists that were requested most recently. */
export class StatusListCache {
  readonly #lists = new Map<number, { snapshot: Snapshot; signed: Promise<SignedList> }>()
  readonly #capacity: number
  readonly #bitsOf: (snapshot: Snapshot, list: number) => Buffer

  constructor(capacity: number, bitsOf: (snapshot: Snapshot, list: number) => Buffer) {
    this.#capacity = capacity
    this.#bitsOf = bitsOf
  }

  /** The list as of `snapshot`. Concurrent calls share one signature. */
  async get(list: number, snapshot: Snapshot): Promise<string> {
    const last = this.#lists.get(list)
    const isCurrent = last?.snapshot === snapshot
    const signed = isCurrent ? last.signed : this.#update(list, snapshot, last?.signed)
    // A Map keeps the order of insertion, so the most recently requested list is last.
    this.#lists.delete(list)
    this.#lists.set(list, { snapshot, signed })
    const [oldest = list] = this.#lists.keys()
    if (this.#lists.size > this.#capacity) this.#lists.delete(oldest)
    return (await signed).token
  }

  async #update(list: number, snapshot: Snapshot, last?: Promise<SignedList>): Promise<SignedList> {
    const bits = this.#bitsOf(snapshot, list)
    const signed = await last?.catch(() => null)
    return signed && isStillValid(signed, bits, snapshot) ? signed : sign(list, bits, snapshot)
  }
}

function isStillValid(signed: SignedList, bits: Buffer, { at, key }: Snapshot): boolean {
  const age = toNumericDate(at) - signed.issuedAt
  // The age is negative after the clock was set back.
  return signed.keyId === key.id && age >= 0 && age < REUSE_TIME && signed.bits.equals(bits)
}

async function sign(list: number, bits: Buffer, { at, key }: Snapshot): Promise<SignedList> {
  const issuedAt = toNumericDate(at)
  const uri = listUri(list, env().appOrigin)
  const token = await signStatusList({ uri, issuedAt, encoded: await encodeBits(bits) }, key)
  return { token, bits, keyId: key.id, issuedAt }
}
