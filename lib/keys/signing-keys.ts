/** The key ring that signs access tokens. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { whileOpen } from '@/db/connection'
import {
  findActiveSigningKey,
  listSigningKeys,
  listVerifyingKeys,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { env, type TokenAlgorithm } from '@/lib/env'
import { after } from '@/lib/time'
import type { TokenKey } from '@/lib/tokens/access'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { importPublicJwk } from '@/lib/tokens/jwks'
import { Unavailable } from '@/lib/unavailable'
import { publishedAfterRetirement } from './publication'
import { unwrap, wrap } from './wrapping'

/** Made-up key ids may cost a query this often, in milliseconds. */
const RING_COOLDOWN_MS = 1000
const RSA_BITS = 2048

/** Of which one half may be published. */
export type PairAlgorithm = Exclude<TokenAlgorithm, 'HS256'>

/**
 * The key that signs now.
 *
 * @throws Unavailable when there is none that opens.
 */
export async function signingKey(): Promise<TokenKey> {
  const algorithm = env().tokenAlgorithm
  if (algorithm === 'HS256') {
    const [first] = await derivedKeys()
    if (first) return first
  }
  const record = await findActiveSigningKey(algorithm)
  if (!record) throw new Unavailable('The signing key')
  return memory().privateKeys.get(record.id) ?? (await openPrivate(record))
}

/**
 * The key a token names, to verify with. Whether the key may still be used is not said here: the
 * look-up of the session joins the ring.
 */
export async function findVerifyingKey(id: string): Promise<TokenKey | null> {
  const derived = (await derivedKeys()).find((key) => key.id === id)
  if (derived) return derived
  const ring = memory()
  const known = ring.publicKeys.get(id)
  if (known || performance.now() - ring.missedAt < RING_COOLDOWN_MS) return known ?? null

  // The whole ring: a key that is asked for by its own id could be kept away by made-up ones.
  const rows = await listSigningKeys()
  const keys = await Promise.all(rows.map((row) => importPublicJwk(JSON.parse(row.publicJwk))))
  for (const key of keys) if (key) ring.publicKeys.set(key.id, key)
  const found = ring.publicKeys.get(id) ?? null
  if (!found) ring.missedAt = performance.now()
  return found
}

/** The public half of the ring, for whoever verifies our tokens. @see RFC 7517 §5 */
export async function publicKeySet(now = new Date()): Promise<{ keys: JWK[] }> {
  if (env().tokenAlgorithm === 'HS256') return { keys: [] }
  const rows = await listVerifyingKeys(after(now, -publishedAfterRetirement()))
  // Safe because only `newSigningKey` writes the column.
  return { keys: rows.map((row) => JSON.parse(row.publicJwk) as JWK) }
}

/** A fresh key pair, ready to be stored; it does not sign yet. */
export async function newSigningKey(
  algorithm: PairAlgorithm,
  now: Date,
): Promise<SigningKeyRecord> {
  const pair = await generateKeyPair(algorithm, { extractable: true, modulusLength: RSA_BITS })
  const publicHalf = await exportJWK(pair.publicKey)
  const id = await calculateJwkThumbprint(publicHalf, 'sha256')
  const privateHalf = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.privateKey)))
  return {
    id,
    algorithm,
    publicJwk: JSON.stringify({ ...publicHalf, kid: id, alg: algorithm, use: 'sig' }),
    wrapped: await wrap(privateHalf),
    status: 'next',
    createdAt: now,
    activatedAt: null,
    retiredAt: null,
    burnedAt: null,
  }
}

async function openPrivate({ id, algorithm, wrapped }: SigningKeyRecord): Promise<TokenKey> {
  const plain = await unwrap(wrapped)
  if (!plain || !isTokenAlgorithm(algorithm)) throw new Unavailable('The signing key')
  const jwk = JSON.parse(new TextDecoder().decode(plain)) as JWK
  const key = { id, algorithm, key: await importJWK(jwk, algorithm) }
  memory().privateKeys.set(id, key)
  return key
}

/** Keys of `TOKEN_ALGORITHM=HS256`; none under another setting. */
function derivedKeys(): Promise<TokenKey[]> {
  return (memory().derived ??=
    env().tokenAlgorithm === 'HS256' ? deriveTokenKeys(env().authSecrets) : Promise.resolve([]))
}

interface Memory {
  /** A key never changes, only its status does, and that is asked for each time. */
  privateKeys: Map<string, TokenKey>
  publicKeys: Map<string, TokenKey>
  derived: Promise<TokenKey[]> | undefined
  missedAt: number
}

function memory(): Memory {
  return whileOpen('signing keys', () => ({
    privateKeys: new Map(),
    publicKeys: new Map(),
    derived: undefined,
    missedAt: -Infinity,
  }))
}
