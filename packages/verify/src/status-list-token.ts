/** Verifies that a status list is the issuer's, and reads it. */
import { base64url, jwtVerify, errors } from 'jose'
import { readAtMost } from './ask.js'
import { isCount, isRecord } from './claims.js'
import { readHeader } from './compact.js'
import type { FindKey } from './keys.js'

export interface StatusList {
  /** One bit per index, from the least significant bit of the first byte. */
  readonly bitmap: Uint8Array
  /** How long it may be cached, in seconds. */
  readonly ttl: number
  /** When a verifier must stop trusting it, in seconds since 1970. */
  readonly exp: number
}

export interface ListRules {
  readonly uri: string
  readonly findKey: FindKey
  readonly now: Date
  readonly toleranceSeconds: number
}

const TYPE = 'statuslist+jwt'
/** Enough for an incompressible list, in base64url. */
const MAX_LENGTH = 1024 * 1024
/** Eight times a list of Gatehouse; a few crafted bytes could inflate to any size. */
const MAX_BITMAP_BYTES = 1024 * 1024

/**
 * The list in `token`.
 *
 * @throws an error that says what is wrong with it, and holds nothing of the list
 * @see draft-ietf-oauth-status-list-20 §5.1, §8.3
 */
export async function readStatusList(token: string, rules: ListRules): Promise<StatusList> {
  const payload = await verifiedPayload(token, rules)
  const { sub, iat, exp, ttl, status_list: list } = payload
  if (sub !== rules.uri) throw new Error('The status list is another one')
  if (!isCount(iat) || !isCount(exp) || !isCount(ttl) || ttl === 0) {
    throw new Error('The status list does not say how long it holds')
  }
  if (iat > rules.now.getTime() / 1000 + rules.toleranceSeconds) {
    throw new Error('The status list is from the future')
  }
  const { bits, lst } = isRecord(list) ? list : {}
  if (bits !== 1 || typeof lst !== 'string') throw new Error('It is no list of one bit each')
  return { bitmap: await inflate(new Uint8Array(base64url.decode(lst))), ttl, exp }
}

async function verifiedPayload(
  token: string,
  { findKey, now, toleranceSeconds }: ListRules,
): Promise<Readonly<Record<string, unknown>>> {
  const header = readHeader(token, MAX_LENGTH)
  const key = header?.typ === TYPE ? await findKey(header.kid) : null
  if (!key) throw new Error('The answer is no status list of a known key')
  try {
    const { payload } = await jwtVerify(token, key.key, {
      algorithms: [key.algorithm],
      typ: TYPE,
      currentDate: now,
      clockTolerance: toleranceSeconds,
    })
    return payload
  } catch (error) {
    // The library's own error contains the whole list.
    throw new Error(`The status list is not good: ${errorCode(error)}`)
  }
}

/** True if the index `idx` is marked; null if the list has no such index. */
export function isMarked({ bitmap }: StatusList, idx: number): boolean | null {
  const byte = bitmap[Math.floor(idx / 8)]
  return byte === undefined ? null : ((byte >> (idx % 8)) & 1) === 1
}

/** @see RFC 1950, which `deflate` means here */
function inflate(compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate'))
  return readAtMost(MAX_BITMAP_BYTES, stream)
}

function errorCode(error: unknown): string {
  return error instanceof errors.JOSEError ? error.code : 'it cannot be verified'
}
