/** Forges tokens with any content, signed with real or wrong keys. */
import { importJWK } from 'jose'
import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { TokenAlgorithm } from '@/lib/base/env'
import type { AccessRules, TokenKey } from '@/lib/tokens/access'
import { toNumericDate } from '@/lib/base/time'

export const NOW = new Date('2026-01-01T12:00:00Z')
export const ISSUER = 'https://accounts.example.com'

export const RULES: AccessRules = {
  issuer: ISSUER,
  audience: ISSUER,
  clientId: 'web',
  lifetimeSeconds: 600,
  toleranceSeconds: 5,
}

export type Json = Record<string, unknown>

/** A key that signs any bytes, even those that a library would refuse. */
export interface ForgingKey {
  readonly id: string
  readonly algorithm: TokenAlgorithm
  /** The key for a verifier. */
  readonly verifying: TokenKey
  /** The key for `signAccessToken`. */
  readonly signing: TokenKey
  readonly publicKey: KeyObject | null
  sign(data: string): Buffer
}

export async function forgingKey(algorithm: TokenAlgorithm, id = 'key-1'): Promise<ForgingKey> {
  if (algorithm === 'HS256') return hmacKey(id, randomBytes(32))
  const { publicKey, privateKey } = newPair(algorithm)
  const digest = algorithm === 'EdDSA' ? null : 'sha256'
  const imported = async (key: KeyObject): Promise<TokenKey> => ({
    id,
    algorithm,
    key: await importJWK(key.export({ format: 'jwk' }), algorithm),
  })
  return {
    id,
    algorithm,
    verifying: await imported(publicKey),
    signing: await imported(privateKey),
    publicKey,
    sign: (data) => sign(digest, Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
}

/** HMAC with this secret, which may be any bytes, such as a public key. */
export function hmacKey(id: string, secret: Uint8Array, hash = 'sha256'): ForgingKey {
  const key: TokenKey = { id, algorithm: 'HS256', key: new Uint8Array(secret) }
  return {
    id,
    algorithm: 'HS256',
    verifying: key,
    signing: key,
    publicKey: null,
    sign: (data) => createHmac(hash, secret).update(data).digest(),
  }
}

function newPair(algorithm: Exclude<TokenAlgorithm, 'HS256'>) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** The claims of a valid access token issued at `NOW`, with these changes. */
export function accessClaims(changes: Json = {}): Json {
  const issuedAt = toNumericDate(NOW)
  return {
    iss: ISSUER,
    aud: ISSUER,
    sub: 'usr_ada',
    sid: 'ses_1',
    jti: 'tok_1',
    client_id: 'web',
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + 600,
    auth_time: issuedAt - 60,
    ver: 0,
    gen: 3,
    roles: [],
    permissions: [],
    ...changes,
  }
}

/** The header of a valid access token, with these changes. */
export function accessHeader(key: ForgingKey, changes: Json = {}): Json {
  return { alg: key.algorithm, typ: 'at+jwt', kid: key.id, ...changes }
}

/** An access token with these changed claims, a valid header and a valid signature. */
export function accessToken(key: ForgingKey, claims: Json = {}, header: Json = {}): string {
  return forge(key, accessHeader(key, header), accessClaims(claims))
}

/** Signs header and payload as they are; a string is used as the JSON text. */
export function forge(key: ForgingKey, header: Json | string, payload: Json | string): string {
  const data = `${encode(header)}.${encode(payload)}`
  return `${data}.${key.sign(data).toString('base64url')}`
}

/** Base64url of a value as JSON, or of a string as it is. */
export function encode(value: Json | string): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  )
}

/** The three parts of a token. */
export function partsOf(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return [header, payload, signature]
}

/** The same bytes spelt differently: the unused bits of the last character are changed. */
export function withTrailingBits(part: string): string | null {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  if (part.length % 4 === 0) return null
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) + 1)
}
