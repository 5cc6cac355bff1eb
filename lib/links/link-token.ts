/** Links that work once: what stands in them, and what is kept of it. */
import { createHash, randomBytes } from 'node:crypto'
import { findOneTimeToken, type OneTimePurpose } from '@/db/queries/one-time-tokens'
import { LINKS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeTry, waitFor } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'

/** 256 bits: nobody guesses one (OWASP ASVS 6.4.1 asks for 128). */
const TOKEN_BYTES = 32
const SHAPE = /^[A-Za-z0-9_-]{43}$/

/** What goes into a link, and the hash that is kept: nobody reads a link out of the database. */
export function newLinkToken(): { token: string; hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** Null for what is no token of ours. */
export function hashOfToken(token: string): string | null {
  return SHAPE.test(token) ? hashOf(token) : null
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export interface FoundLink {
  hash: string
  /** Whose; null for the first administrator's. */
  userId: string | null
}

export type LinkLook = { ok: true; link: FoundLink } | { ok: false; reason: 'bad-link' } | Throttled

/**
 * Looks at a link without using it up: what fetches links of mails to see whether they are harmful
 * must not spend them. Wrong ones are counted for the network they come from.
 */
export async function lookAtLink(
  purpose: OneTimePurpose,
  token: string,
  network: string,
  now: Date,
): Promise<LinkLook> {
  const tries = [{ limit: LINKS_OF_NETWORK, key: [networkKey(network)] }]
  const wait = await waitFor(tries)
  if (wait !== null) return throttled(wait, now)
  const hash = hashOfToken(token)
  const found = hash && (await findOneTimeToken(hash, purpose, now))
  if (found) return { ok: true, link: { hash: found.hash, userId: found.userId } }
  const over = await takeTry(tries)
  return over === null ? { ok: false, reason: 'bad-link' } : throttled(over, now)
}
