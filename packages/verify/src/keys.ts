/** The issuer's public keys. */
import { importJWK, type CryptoKey } from 'jose'
import { ALGORITHMS, isAlgorithm, type VerifierAlgorithm } from './algorithms.js'
import { ask, type AskOptions } from './ask.js'
import { isRecord } from './claims.js'
import type { Clock } from './clock.js'
import { VerifierUnavailable } from './errors.js'
import { keep, type Had } from './keep.js'

/** A key with the one algorithm it may be used with (RFC 8725 §3.1). */
export interface VerifyingKey {
  readonly algorithm: VerifierAlgorithm
  readonly key: CryptoKey
}

/**
 * The key with that id, or null if the issuer has none.
 *
 * @throws VerifierUnavailable if the keys are unavailable
 */
export type FindKey = (id: string) => Promise<VerifyingKey | null>

export interface KeysOptions {
  readonly issuer: string
  readonly algorithms: readonly VerifierAlgorithm[]
  readonly asking: AskOptions
  readonly clock: Clock
  readonly maxStaleMs: number
}

interface KeySet {
  readonly keys: ReadonlyMap<string, VerifyingKey>
  readonly tag: string | null
}

/** How long keys are cached if the issuer does not say, and at most, in seconds. */
const MAX_AGE = { byDefault: 60, most: 300 }
/** The least time between requests for unknown key ids, however many are made up, in ms. */
const COOLDOWN_MS = 5000
const MAX_KEYS = 100

/** Loads keys at first use, when they are stale, and when a token names an unknown one. */
export function remoteKeys(options: KeysOptions): FindKey {
  const { clock, maxStaleMs } = options
  const kept = keep({ load: (last: KeySet | null) => loadKeys(last, options), clock, maxStaleMs })
  return async (id) => {
    try {
      const known = (await kept.read()).keys.get(id)
      return known ?? (await kept.readSince(COOLDOWN_MS)).keys.get(id) ?? null
    } catch (error) {
      throw new VerifierUnavailable('keys', error)
    }
  }
}

async function loadKeys(
  last: KeySet | null,
  { issuer, algorithms, asking }: KeysOptions,
): Promise<Had<KeySet>> {
  const url = `${issuer}/.well-known/jwks.json`
  const accept = 'application/jwk-set+json, application/json'
  const answer = await ask({ url, accept, tag: last?.tag ?? null }, asking)
  const { byDefault, most } = MAX_AGE
  const freshSeconds = Math.min(answer.maxAgeSeconds ?? byDefault, most) - answer.ageSeconds
  if (freshSeconds <= 0) throw new Error('The keys that were answered are too old')
  const keys = answer.text === null ? last?.keys : await parseKeySet(answer.text, algorithms)
  if (!keys) throw new Error('The answer is no key set')
  return { value: { keys, tag: answer.tag }, freshMs: freshSeconds * 1000 }
}

async function parseKeySet(
  text: string,
  algorithms: readonly VerifierAlgorithm[],
): Promise<KeySet['keys'] | null> {
  const set: unknown = JSON.parse(text)
  const { keys } = isRecord(set) ? set : {}
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) return null
  const imported = await Promise.all(keys.map((jwk) => importPublicJwk(jwk, algorithms)))
  return new Map(imported.flatMap((entry) => (entry ? [entry] : [])))
}

/** Imports only the public members of a signing key for one of `algorithms`; null for others. */
async function importPublicJwk(
  jwk: unknown,
  algorithms: readonly VerifierAlgorithm[],
): Promise<[string, VerifyingKey] | null> {
  if (!isRecord(jwk)) return null
  const { kid, alg, use, kty, crv, x, y, n, e } = jwk
  if (typeof kid !== 'string' || !isAlgorithm(alg) || !algorithms.includes(alg)) return null
  const facts = ALGORITHMS[alg]
  if (kty !== facts.kty || (facts.crv && crv !== facts.crv)) return null
  if (use !== undefined && use !== 'sig') return null
  const members = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, ...(kty === 'EC' && { y }) }
  try {
    // Safe because the import refuses members that make no key.
    const key = (await importJWK(members as Parameters<typeof importJWK>[0], alg)) as CryptoKey
    return [kid, { algorithm: alg, key }]
  } catch {
    // These members make no key; the other keys are still good.
    return null
  }
}
