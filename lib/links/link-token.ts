/** Links that work once: their tokens, and the hashes that are stored. */
import { createHash, randomBytes } from 'node:crypto'
import {
  findOneTimeToken,
  type OneTimePurpose,
  type OneTimeTokenRecord,
} from '@/db/queries/one-time-tokens'
import { LINKS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeAttempt, waitBefore } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'

/** 256 bits, which cannot be guessed (OWASP ASVS 6.4.1 asks for 128). */
const TOKEN_BYTES = 32
const SHAPE = /^[A-Za-z0-9_-]{43}$/

/** The token for a link, and the hash to store, so that the database reveals no link. */
export function newLinkToken(): { token: string; hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** Null if `token` is not in our format. */
export function linkTokenHash(token: string): string | null {
  return SHAPE.test(token) ? hashOf(token) : null
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export type FoundLink = Pick<
  OneTimeTokenRecord,
  'hash' | 'purpose' | 'userId' | 'version' | 'details'
>

export type LinkCheck =
  | { ok: true; link: FoundLink }
  | { ok: false; reason: 'bad-link' }
  | Throttled

/**
 * Checks a link without using it up, because scanners that open the links in mails must not spend
 * them. Counts wrong ones against the client's network.
 */
export async function checkLink(
  purpose: OneTimePurpose | readonly OneTimePurpose[],
  token: string,
  network: string,
  now: Date,
): Promise<LinkCheck> {
  const tries = [{ limit: LINKS_OF_NETWORK, key: [networkKey(network)] }]
  const wait = await waitBefore(tries)
  if (wait !== null) return throttled(wait, now)
  const hash = linkTokenHash(token)
  const found = hash && (await findOneTimeToken(hash, purpose, now))
  if (found) return { ok: true, link: found }
  const over = await takeAttempt(tries)
  return over === null ? { ok: false, reason: 'bad-link' } : throttled(over, now)
}
