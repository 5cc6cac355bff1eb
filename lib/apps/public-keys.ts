/** Public keys by which an application proves itself (`private_key_jwt`). @see RFC 7523, RFC 7517 */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from '@/lib/base/json'

/** Why keys cannot be used. */
export type KeyFault =
  | 'not-json'
  | 'no-key'
  | 'too-many-keys'
  | 'private-key'
  | 'symmetric-key'
  | 'other-key'
  | 'weak-key'
  | 'other-use'
  | 'same-id'

const MAX_KEYS = 10
/** More bits would cost too much at each request. */
const RSA_BITS = { least: 2048, most: 4096 }
/** RFC 7518 §6.2.2, §6.3.2 */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']
/** By what the key is; the first is meant where it does not say. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['RS256', 'PS256'],
  'EC P-256': ['ES256'],
  'OKP Ed25519': ['EdDSA', 'Ed25519'],
}

const keySchema = z.looseObject({
  kty: z.string(),
  crv: z.string().optional(),
  kid: z.string().min(1).max(200).optional(),
  use: z.string().optional(),
  alg: z.string().optional(),
})
type Key = z.infer<typeof keySchema>

export type ReadKeys = { ok: true; jwks: string | null } | { ok: false; fault: KeyFault }

/**
 * Reads a JWK Set, or a single JWK.
 *
 * @returns the set as it is stored, with public members only; null for an empty text
 */
export function readPublicKeys(text: string): ReadKeys {
  if (text.trim() === '') return { ok: true, jwks: null }
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return { ok: false, fault: 'not-json' }
  const entries: unknown = 'keys' in value ? value.keys : [value]
  const { data: keys } = z.array(keySchema).safeParse(entries)
  if (!keys || keys.length === 0) return { ok: false, fault: 'no-key' }
  if (keys.length > MAX_KEYS) return { ok: false, fault: 'too-many-keys' }
  for (const key of keys) {
    const fault = faultOf(key)
    if (fault) return { ok: false, fault }
  }
  const ids = keys.flatMap(({ kid }) => kid ?? [])
  if (new Set(ids).size < ids.length) return { ok: false, fault: 'same-id' }
  return { ok: true, jwks: JSON.stringify({ keys: keys.map(publicPart) }) }
}

function faultOf(key: Key): KeyFault | null {
  if (key.kty === 'oct' || 'k' in key) return 'symmetric-key'
  if (PRIVATE_MEMBERS.some((member) => member in key)) return 'private-key'
  const algorithms = ALGORITHMS[key.crv === undefined ? key.kty : `${key.kty} ${key.crv}`]
  if (!algorithms) return 'other-key'
  const bits = bitsOf(key)
  if (bits === null) return 'other-key'
  if (key.kty === 'RSA' && bits < RSA_BITS.least) return 'weak-key'
  if (key.kty === 'RSA' && bits > RSA_BITS.most) return 'other-key'
  const isForSigning = key.use === undefined || key.use === 'sig'
  return isForSigning && (key.alg === undefined || algorithms.includes(key.alg))
    ? null
    : 'other-use'
}

/** The length of an RSA key, 0 for others; null for one that is none, such as a point off the curve. */
function bitsOf(key: Key): number | null {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
    return asymmetricKeyDetails?.modulusLength ?? 0
  } catch {
    return null
  }
}

function publicPart(key: Key): Record<string, unknown> {
  const members = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'alg']
  return Object.fromEntries(members.flatMap((name) => (name in key ? [[name, key[name]]] : [])))
}

/** The keys of a stored set, each in a few words for a page. */
export function keyNames(jwks: string | null): string[] {
  const { data } = z
    .object({ keys: z.array(keySchema) })
    .safeParse(jwks === null ? null : parseJson(jwks))
  return (data?.keys ?? []).map(({ kid, kty, crv }) =>
    [crv ?? kty, ...(kid === undefined ? [] : [kid])].join(' '),
  )
}
