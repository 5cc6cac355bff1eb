/** The random keys behind passwords and refresh tokens. */
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
 * @throws Unavailable when there is none that opens: without it nothing can be decided.
 */
export async function newestDataKey(purpose: DataKeyPurpose): Promise<DataKey> {
  const record = await findNewestDataKey(purpose)
  if (!record) throw new Unavailable(`The ${purpose} key`)
  return opened(record)
}

/** The key with this id, or null when there is none of this purpose. */
export async function dataKey(purpose: DataKeyPurpose, id: number): Promise<DataKey | null> {
  const known = memory().get(id) ?? (await openedIfThere(id))
  return known?.purpose === purpose ? known : null
}

/** Made-up ids cost a query once a second, whoever makes them up. */
async function openedIfThere(id: number): Promise<DataKey | null> {
  const misses = whileOpen('data keys missed', () => ({ at: -Infinity }))
  if (performance.now() - misses.at < MISS_COOLDOWN_MS) return null
  const record = await findDataKey(id)
  if (!record) misses.at = performance.now()
  return record && opened(record)
}

async function opened({ id, purpose, wrapped }: DataKeyRecord): Promise<DataKey> {
  const known = memory().get(id)
  if (known) return known
  const secret = await unwrap(wrapped)
  if (!secret) throw new Unavailable(`The ${purpose} key`)
  const key = { id, purpose, secret }
  memory().set(id, key)
  return key
}

/** A data key never changes, so it is opened once. */
function memory(): Map<number, DataKey> {
  return whileOpen('data keys', () => new Map())
}
