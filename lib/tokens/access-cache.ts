/**
 * Remembers access tokens whose signature was verified, since a client shows one token very often.
 * A signature never becomes false; times, and whether the key is known, are checked at each call.
 * Whether the session has ended is asked of the database all the same.
 */
import { processWide } from '@/lib/base/process-wide'
import {
  checkTimes,
  verifyAccessToken,
  type AccessRules,
  type AccessVerification,
  type FindKey,
  type TokenKey,
} from './access'
import type { AccessClaims } from './claims'

/** Limits the memory; a remembered token with its claims takes some 2 kB. */
export const MAX_REMEMBERED = 2000

interface Verified {
  readonly token: string
  readonly claims: AccessClaims
  readonly key: TokenKey
  readonly rules: AccessRules
}

/** By the whole token, oldest use first. */
const remembered = processWide('verified-access-tokens', () => new Map<string, Verified>())

/** The same result as `verifyAccessToken`, without its work for a token that was verified before. */
export async function verifyCached(
  token: string,
  findKey: FindKey,
  rules: AccessRules,
  now: Date,
): Promise<AccessVerification> {
  const known = remembered().get(token)
  remembered().delete(token)
  const isUsable = known && isSameFor(known.rules, rules) && (await isKnown(known.key, findKey))
  if (isUsable) return remember(known, checkTimes(known.claims, known.key.id, rules, now))

  let key: TokenKey | null = null
  const find: FindKey = async (id) => (key = await findKey(id))
  const verified = await verifyAccessToken(token, find, rules, now)
  if (!verified.ok || !key) return verified
  return remember({ token: ownCopy(token), claims: frozen(verified.claims), key, rules }, verified)
}

/** Not when the token is out of time. */
function remember(known: Verified, verification: AccessVerification): AccessVerification {
  if (!verification.ok) return verification
  const tokens = remembered().set(known.token, known)
  const [oldest] = tokens.keys()
  if (tokens.size > MAX_REMEMBERED && oldest !== undefined) tokens.delete(oldest)
  return verification
}

/** Times are not compared: they are checked at each call. */
function isSameFor(one: AccessRules, other: AccessRules): boolean {
  return (
    one.issuer === other.issuer &&
    one.audience === other.audience &&
    one.clientId === other.clientId
  )
}

/** A text cut out of a header keeps the whole header in memory. */
function ownCopy(token: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(token))
}

/** Callers share it. */
function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object') frozen(member)
  return Object.freeze(value)
}

/**
 * True if the id still leads to this very key, and not to none or another. The middleware loads its
 * keys anew each minute, and then verifies again.
 */
async function isKnown(key: TokenKey, findKey: FindKey): Promise<boolean> {
  return (await findKey(key.id)) === key
}

/** For tests, instead of a restart. */
export function forgetVerified(): void {
  remembered().clear()
}
