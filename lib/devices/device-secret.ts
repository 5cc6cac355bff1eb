/**
 * The secret of a browser's device cookie. It is no credential: it only decides which attempts a
 * log-in counts against.
 */
import { createHash, randomBytes } from 'node:crypto'

/** 256 bits, so that no attacker can guess the secret of a known device. */
const SECRET_BYTES = 32
const SHAPE = /^[A-Za-z0-9_-]{43}$/

export function newDeviceSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

export function isDeviceSecret(text: string): boolean {
  return SHAPE.test(text)
}

/** What is stored of it, so that the database alone makes no browser a known one. */
export function hashOfDeviceSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
