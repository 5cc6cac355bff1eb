/** Prepares a migrated database to serve: checks the secrets, and creates missing keys. */
import { transaction } from '@/db/connection'
import { findNewestCheckpoint } from '@/db/queries/audit-checkpoints'
import {
  findNewestDataKey,
  insertDataKey,
  listDataKeys,
  updateDataKeyWrapping,
  type DataKeyPurpose,
} from '@/db/queries/data-keys'
import { findEpoch, hasUsersOrKeys, insertInstallation } from '@/db/queries/installation'
import {
  findActiveSigningKey,
  findSigningKey,
  listSigningKeys,
  updateSigningKeyWrapping,
} from '@/db/queries/signing-keys'
import { checkpointKey } from '@/lib/audit/checkpoint-token'
import { env } from '@/lib/base/env'
import { DATA_KEY_BYTES } from '@/lib/keys/data-keys'
import { keepLines } from '@/lib/keys/lines'
import type { PairAlgorithm } from '@/lib/keys/signing-keys'
import { isValidKey } from '@/lib/keys/valid-key'
import { isWrappedByFirst, unwrap, wrap } from '@/lib/keys/wrapping'
import { fillSearchTerms } from '@/lib/users/search-terms'

/** A reason not to start, in words for the administrator who starts the app. */
export class StartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StartError'
  }
}

const INCOMPLETE =
  'The database holds data and has lost its installation row: restore it from a backup.'

const DAMAGED = 'A key in the database is damaged: restore the database from a backup.'
const LOST = 'The key that signs tokens is missing: restore the database from a backup.'

const PURPOSES: readonly DataKeyPurpose[] = [
  'check',
  'pepper',
  'refresh',
  'mail',
  'apps',
  'factors',
]
/** Databases of versions before them lack these keys, and nothing that they protected is lost. */
const LATER_PURPOSES: readonly DataKeyPurpose[] = ['mail', 'apps', 'factors']

/**
 * Checks that `AUTH_SECRET` opens this database, wraps again what an older secret wrapped, and
 * creates what an empty or older database lacks. Safe to run on several instances at once.
 *
 * @throws StartError if the secret belongs to another installation, or a key is damaged.
 */
export async function prepareInstallation(now = new Date()): Promise<void> {
  await fillEmptyDatabase(now)
  for (const purpose of LATER_PURPOSES) await ensureDataKey(purpose, now)
  await requireEveryDataKey()
  await rewrap(await listDataKeys(), updateDataKeyWrapping)
  await rewrap(await listSigningKeys(), updateSigningKeyWrapping)
  await requireValidSigningKeys()
  await ensureSigningKeys(now)
  await fillSearchTerms()
}

async function fillEmptyDatabase(now: Date): Promise<void> {
  if ((await findEpoch()) !== null) return
  const wrapped = await Promise.all(PURPOSES.map(() => wrap(randomKey())))
  await transaction({ locks: 'all' }, async () => {
    // Another instance may have been first; its keys stay.
    if ((await findEpoch()) !== null) return
    // With new keys, data that the old keys protect could never be opened again.
    if (await hasUsersOrKeys()) throw new StartError(INCOMPLETE)
    await insertInstallation(now)
    for (const [index, purpose] of PURPOSES.entries()) {
      await insertDataKey({ purpose, wrapped: wrapped[index] ?? '', createdAt: now })
    }
  })
}

async function ensureDataKey(purpose: DataKeyPurpose, now: Date): Promise<void> {
  if (await findNewestDataKey(purpose)) return
  const wrapped = await wrap(randomKey())
  await transaction({ locks: 'all' }, async () => {
    if (await findNewestDataKey(purpose)) return
    await insertDataKey({ purpose, wrapped, createdAt: now })
  })
}

/** Never silently replaces a lost key: what it protected could not be opened again. */
async function requireEveryDataKey(): Promise<void> {
  for (const purpose of PURPOSES) {
    if (await findNewestDataKey(purpose)) continue
    throw new StartError(`The ${purpose} key is missing: restore the database from a backup.`)
  }
}

/** Opens every key, so that a foreign secret or a damaged row stops the start, not a request. */
async function rewrap<Id>(
  keys: { id: Id; wrapped: string }[],
  update: (id: Id, wrapped: string, before: string) => Promise<void>,
): Promise<void> {
  for (const { id, wrapped } of keys) {
    const plain = await unwrap(wrapped)
    if (!plain) throw new StartError(await whyUnwrapFailed())
    if (await isWrappedByFirst(wrapped)) continue
    const rewrapped = await wrap(plain)
    await transaction({ locks: 'all' }, () => update(id, rewrapped, wrapped))
  }
}

async function whyUnwrapFailed(): Promise<string> {
  const opened = await Promise.all((await listDataKeys()).map((key) => unwrap(key.wrapped)))
  return opened.some((key) => key !== null)
    ? DAMAGED
    : 'AUTH_SECRET does not belong to this database: start with the secret it was made with, ' +
        'or name another database in DATABASE_URL.'
}

/** A key that cannot verify, or whose signatures cannot be verified, stops the start. */
async function requireValidSigningKeys(): Promise<void> {
  for (const key of await listSigningKeys()) {
    if (!(await isValidKey(key))) throw new StartError(DAMAGED)
  }
}

/** One key that signs, and one that is published and waits, of each line. */
async function ensureSigningKeys(now: Date): Promise<void> {
  const { tokenAlgorithm } = env()
  if (tokenAlgorithm !== 'HS256') {
    if (await isSignerLost(tokenAlgorithm)) throw new StartError(LOST)
  }
  await keepLines(now)
}

/** True if no key signs, and the key that signed the newest checkpoint is missing. */
async function isSignerLost(algorithm: PairAlgorithm): Promise<boolean> {
  if (await findActiveSigningKey(algorithm)) return false
  const signer = checkpointKey((await findNewestCheckpoint())?.token ?? '')
  if (!signer || signer.algorithm === 'HS256') return false
  return (await findSigningKey(signer.id)) === null
}

function randomKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(DATA_KEY_BYTES))
}
