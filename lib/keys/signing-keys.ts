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
import { after } from '@/lib/base/time'
import type { TokenKey } from '@/lib/tokens/access'
import { isTokenAlgorithm } from '@/lib/tokens/algorithms'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { importPublicJwk } from '@/lib/tokens/jwks'
import { Unavailable } from '@/lib/base/unavailable'
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
  const { privateKey } = memory()
  if (privateKey?.id === record.id) return privateKey
  return (memory().privateKey = await openPrivate(record))
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
  const keys = await Promise.all(rows.map((row) => importPublicJwk(parseJwk(row.publicJwk))))
  for (const key of keys) if (key) ring.publicKeys.set(key.id, key)
  const found = ring.publicKeys.get(id) ?? null
  if (!found) ring.missedAt = performance.now()
  return found
}

/**
 * The public half of the ring, for whoever verifies our tokens.
 *
 * @throws Unavailable where a ring that is damaged holds none: an empty set would have others refuse
 *   every token.
 * @see RFC 7517 §5
 */
export async function publicKeySet(now = new Date()): Promise<{ keys: JWK[] }> {
  if (env().tokenAlgorithm === 'HS256') return { keys: [] }
  const rows = await listVerifyingKeys(after(now, -publishedAfterRetirement()))
  const keys = rows.flatMap((row) => parseJwk(row.publicJwk) ?? [])
  if (keys.length === 0) throw new Unavailable('The key set')
  return { keys }
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

/**
 * The private half of a key.
 *
 * @throws Unavailable when it does not open, is gone, or is another key's: whatever that signed
 *   would be refused everywhere.
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
 * The public half of a key as `AUTH_SECRET` keeps it, also when the private one is gone; null when
 * it does not open. The column of that name lies there for anybody to write who can write at all.
 */
export async function openPublicHalf(record: SigningKeyRecord): Promise<JWK | null> {
  const jwk = await openJwk(record)
  if (!jwk) return null
  const { kty, crv, x, y, n, e } = jwk
  const members = Object.entries({ kty, crv, x, y, n, e })
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as JWK
}

async function openJwk({ wrapped }: SigningKeyRecord): Promise<JWK | null> {
  const plain = await unwrap(wrapped)
  return plain && parseJwk(new TextDecoder().decode(plain))
}

/** Null where somebody wrote something else into the row: that is a damaged key, and no failure. */
export function parseJwk(text: string): JWK | null {
  try {
    const value: unknown = JSON.parse(text)
    // Safe because whatever is no key is refused when it is imported.
    return typeof value === 'object' ? (value as JWK | null) : null
  } catch {
    return null
  }
}

/** Keys of `TOKEN_ALGORITHM=HS256`; none under another setting. */
function derivedKeys(): Promise<TokenKey[]> {
  return (memory().derived ??=
    env().tokenAlgorithm === 'HS256' ? deriveTokenKeys(env().authSecrets) : Promise.resolve([]))
}

interface Memory {
  /** Of the key that signs, so that the one before leaves memory with the next signature. */
  privateKey: TokenKey | undefined
  /** A key never changes, only its status does, and that is asked for each time. */
  publicKeys: Map<string, TokenKey>
  derived: Promise<TokenKey[]> | undefined
  missedAt: number
}

function memory(): Memory {
  return whileOpen('signing keys', () => ({
    privateKey: undefined,
    publicKeys: new Map(),
    derived: undefined,
    missedAt: -Infinity,
  }))
}
