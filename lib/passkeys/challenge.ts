/**
 * Challenges for passkeys. They are stateless: one that nobody answers leaves no trace, so a view of
 * the log-in page writes nothing.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { HOUR, MINUTE } from '@/lib/base/time'
import { dataKey, newestDataKey, type DataKey } from '@/lib/keys/data-keys'

/**
 * What an answer may be used for: to log in, to confirm a grave act or add a passkey in one session, or
 * to sign up as the user with this id.
 */
export type Purpose = 'log-in' | `confirm ${string}` | `register ${string}` | `sign-up ${string}`

/** In seconds. A page for visitors may be open for a while before they choose a passkey. */
const PAGE_LIFE = HOUR
const SESSION_LIFE = 10 * MINUTE

const NONCE_BYTES = 16
const KEY_ID_BYTES = 4
/** Seconds since 1970. */
const EXPIRY_BYTES = 6
const HEAD_BYTES = NONCE_BYTES + KEY_ID_BYTES + EXPIRY_BYTES
const MAC_BYTES = 32

/** @throws Unavailable without a data key */
export async function newChallenge(purpose: Purpose, now = new Date()): Promise<Buffer> {
  const key = await newestDataKey('factors')
  const isOfPage = purpose === 'log-in' || purpose.startsWith('sign-up ')
  const life = isOfPage ? PAGE_LIFE : SESSION_LIFE
  const head = Buffer.alloc(HEAD_BYTES)
  randomBytes(NONCE_BYTES).copy(head)
  head.writeUInt32BE(key.id, NONCE_BYTES)
  head.writeUIntBE(
    Math.floor(now.getTime() / 1000) + life,
    NONCE_BYTES + KEY_ID_BYTES,
    EXPIRY_BYTES,
  )
  return Buffer.concat([head, macOf(head, purpose, key)])
}

export interface OurChallenge {
  /** SHA-256, by which it is spent. */
  readonly hash: string
  readonly expiresAt: Date
}

/**
 * The challenge, if we made it for this purpose; it may have expired.
 *
 * @param text in base64url
 * @throws Unavailable
 */
export async function readChallenge(text: string, purpose: Purpose): Promise<OurChallenge | null> {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== HEAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== text) return null
  const head = bytes.subarray(0, HEAD_BYTES)
  const key = await dataKey('factors', head.readUInt32BE(NONCE_BYTES))
  if (!key || !timingSafeEqual(macOf(head, purpose, key), bytes.subarray(HEAD_BYTES))) return null
  const seconds = head.readUIntBE(NONCE_BYTES + KEY_ID_BYTES, EXPIRY_BYTES)
  const hash = createHash('sha256').update(bytes).digest('base64url')
  return { hash, expiresAt: new Date(seconds * 1000) }
}

/** Whether a challenge is ours, for the check of a signature, and which one it was. */
export function recogniser(purpose: Purpose) {
  let found: OurChallenge | null = null
  return {
    isOurs: async (text: string): Promise<boolean> => {
      found = await readChallenge(text, purpose)
      return found !== null
    },
    found: () => found,
  }
}

function macOf(head: Buffer, purpose: Purpose, { secret }: DataKey): Buffer {
  return createHmac('sha256', secret).update(`passkey ${purpose}\n`).update(head).digest()
}
