/** Codes of authenticator apps. Pure. @see RFC 6238 */
import { generateSecret, generateURI, verifySync } from 'otplib'
import { MINUTE } from '@/lib/base/time'

/** What every authenticator app understands: SHA-1, six digits, a step of 30 seconds. */
const STEP = 30
/** In seconds: a code of the step before, or of the next one, is right too (RFC 6238 §5.2). */
const TOLERANCE = STEP
/** In seconds: how far a clock is searched for, only to say that it is wrong. */
const SEARCHED = 10 * MINUTE

/** 160 bits in Base32, as RFC 4226 §4 recommends. */
export function newAuthenticatorSecret(): string {
  return generateSecret()
}

/**
 * What the QR code holds: the name of the product and the account, as the app shows them.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function keyUri(secret: string, { product, email }: { product: string; email: string }) {
  return generateURI({ issuer: product, label: email, secret })
}

/** Six digits, without the spaces that apps show; null if the text is something else. */
export function readCode(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/**
 * @param code as `readCode` returned it
 * @returns the time step of the code, or null if it is wrong. The caller must use a step only once.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: inSeconds(now),
    epochTolerance: TOLERANCE,
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/**
 * By how many minutes the clock of the app is wrong, if this explains a code that `stepOf` refused:
 * negative if it is slow. Only for the words of the refusal; the code is never accepted.
 */
export function clockError(secret: string, code: string, now: Date): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: inSeconds(now),
    epochTolerance: SEARCHED,
  })
  if (!result.valid || !('delta' in result)) return null
  const minutes = Math.round((result.delta * STEP) / MINUTE)
  return minutes === 0 ? Math.sign(result.delta) : minutes
}

function inSeconds(point: Date): number {
  return Math.floor(point.getTime() / 1000)
}
