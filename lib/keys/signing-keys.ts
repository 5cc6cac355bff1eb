/** The key ring that signs access tokens. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { whileOpen } from '@/db/connection'
import {
  findActiveSigningKey,
  listSigningKeys,
  listVerifyingKeys,
  type SigningKeyRecord,
} from '@/db/queries/signing-keys'
import { env, type TokenAlgorithm } from '@/lib/base/env'
import { parseJson } from '@/lib/base/json'
import { addSeconds } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { importPublicJwk } from '@/lib/tokens/jwks'
import { Unavailable } from '@/lib/base/unavailable'
import { publishedAfterRetirement } from './publication'
import { unwrap, wrap } from './wrapping'

/** Invented key ids cost one query in this many milliseconds at most. */
const RING_COOLDOWN_MS = 1000
const RSA_BITS = 2048

/** Algorithms with a public half. */
export type PairAlgorithm = Exclude<TokenAlgorithm, 'HS256'>

/**
 * The active key of `TOKEN_ALGORITHM`, or of another line.
 *
 * @throws Unavailable if there is none that opens.
 */
export async function signingKey(
  algorithm: TokenAlgorithm = env().tokenAlgorithm,
): Promise<TokenKey> {
  if (algorithm === 'HS256') {
    const [first] = await derivedKeys()
    if (first) return first
  }
  const record = await findActiveSigningKey(algorithm)
  if (!record) throw new Unavailable('The signing key')
  const { privateKeys } = memory()
  const known = privateKeys.get(algorithm)
  if (known?.id === record.id) return known
  const opened = await openPrivate(record)
  privateKeys.set(algorithm, opened)
  return opened
}

/**
 * The key that a token names, to verify it. Does not check whether the key is still valid: the
 * query of the session does.
 */
export async function findVerifyingKey(id: string): Promise<TokenKey | null> {
  const derived = (await derivedKeys()).find((key) => key.id === id)
  if (derived) return derived
  const ring = memory()
  const cached = ring.publicKeys.get(id)
  if (cached || performance.now() - ring.missedAt < RING_COOLDOWN_MS) return cached ?? null

  // Load the whole ring: otherwise invented ids could delay the query for a real one.
  const rows = await listSigningKeys()
  const keys = await Promise.all(rows.map((row) => importPublicJwk(parseJwk(row.publicJwk))))
  for (const key of keys) if (key) ring.publicKeys.set(key.id, key)
  const found = ring.publicKeys.get(id) ?? null
  if (!found) ring.missedAt = performance.now()
  return found
}

/**
 * The public keys of the ring, for services that verify our tokens.
 *
 * @throws Unavailable if a damaged ring has none: an empty set would make services refuse every
 *   token.
 * @see RFC 7517 §5
 */
export async function publicKeySet(now = new Date()): Promise<{ keys: JWK[] }> {
  if (env().tokenAlgorithm === 'HS256') return { keys: [] }
  const rows = await listVerifyingKeys(addSeconds(now, -publishedAfterRetirement()))
  const keys = rows.flatMap((row) => parseJwk(row.publicJwk) ?? [])
  if (keys.length === 0) throw new Unavailable('The key set')
  return { keys }
}

/** A new key pair, ready to be stored; it does not sign yet. */
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

/**
 * The private half of a key.
 *
 * @throws Unavailable if it does not open, is destroyed, or belongs to another key, whose
 *   signatures would be refused everywhere.
 */
export async function openPrivate(record: SigningKeyRecord): Promise<TokenKey> {
  const { id, algorithm } = record
  const jwk = await openJwk(record)
  if (!jwk?.d || !isTokenAlgorithm(algorithm)) throw new Unavailable('The signing key')
  try {
    const key = await importJWK(jwk, algorithm)
    if ((await calculateJwkThumbprint(jwk)) === id) return { id, algorithm, key }
  } catch (error) {
    throw new Unavailable('The signing key', error)
  }
  throw new Unavailable('The signing key')
}

/**
 * The public half of a key as `AUTH_SECRET` protects it, even if the private one is destroyed; null
 * if it does not open. `publicJwk` is not protected from changes in the database.
 */
export async function openPublicHalf(record: SigningKeyRecord): Promise<JWK | null> {
  const jwk = await openJwk(record)
  if (!jwk) return null
  const { kty, crv, x, y, n, e } = jwk
  const members = Object.entries({ kty, crv, x, y, n, e })
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as JWK
}

/** The private half as a JWK, for a library that signs by itself; null if it does not open. */
export async function openPrivateJwk(record: SigningKeyRecord): Promise<JWK | null> {
  const jwk = await openJwk(record)
  if (!jwk?.d || (await calculateJwkThumbprint(jwk)) !== record.id) return null
  return { ...jwk, kid: record.id, alg: record.algorithm, use: 'sig' }
}

async function openJwk({ wrapped }: SigningKeyRecord): Promise<JWK | null> {
  const plain = await unwrap(wrapped)
  return plain && parseJwk(plain)
}

/** Null for any other text in the row: the key is damaged, but this is no error. */
export function parseJwk(json: string | Uint8Array): JWK | null {
  const value = parseJson(json)
  // Safe: the import refuses anything that is not a key.
  return typeof value === 'object' ? (value as JWK | null) : null
}

/** Keys of `TOKEN_ALGORITHM=HS256`; none with another setting. */
function derivedKeys(): Promise<TokenKey[]> {
  return (memory().derived ??=
    env().tokenAlgorithm === 'HS256' ? deriveTokenKeys(env().authSecrets) : Promise.resolve([]))
}

interface Memory {
  /** Only the active keys, so that previous ones leave memory with the next signature. */
  privateKeys: Map<TokenAlgorithm, TokenKey>
  /** A key never changes; only its status does, which is queried each time. */
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
