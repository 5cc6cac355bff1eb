/** The random keys that protect passwords and refresh tokens. */
import { whileOpen } from '@/db/connection'
import {
  findDataKey,
  findNewestDataKey,
  type DataKeyPurpose,
  type DataKeyRecord,
} from '@/db/queries/data-keys'
import { Unavailable } from '@/lib/base/unavailable'
import { unwrap } from './wrapping'

export const DATA_KEY_BYTES = 32

const MISS_COOLDOWN_MS = 1000

export interface DataKey {
  readonly id: number
  readonly purpose: DataKeyPurpose
  readonly secret: Uint8Array
}

/**
 * The key that new hashes and tokens of this purpose use.
 *
 * @throws Unavailable if there is none that opens: without it nothing can be decided.
 */
export async function newestDataKey(purpose: DataKeyPurpose): Promise<DataKey> {
  const record = await findNewestDataKey(purpose)
  if (!record) throw new Unavailable(`The ${purpose} key`)
  return open(record)
}

/** The key with this id, or null if this purpose has none. */
export async function dataKey(purpose: DataKeyPurpose, id: number): Promise<DataKey | null> {
  const cached = memory().get(id) ?? (await openIfFound(id))
  return cached?.purpose === purpose ? cached : null
}

/** Invented ids cost one query a second at most, for all clients together. */
async function openIfFound(id: number): Promise<DataKey | null> {
  const misses = whileOpen('data keys missed', () => ({ at: -Infinity }))
  if (performance.now() - misses.at < MISS_COOLDOWN_MS) return null
  const record = await findDataKey(id)
  if (!record) misses.at = performance.now()
  return record && open(record)
}

async function open({ id, purpose, wrapped }: DataKeyRecord): Promise<DataKey> {
  const cached = memory().get(id)
  if (cached) return cached
  const secret = await unwrap(wrapped)
  if (!secret) throw new Unavailable(`The ${purpose} key`)
  const key = { id, purpose, secret }
  memory().set(id, key)
  return key
}

/** A data key never changes, so it is open once. */
function memory(): Map<number, DataKey> {
  return whileOpen('data keys', () => new Map())
}
