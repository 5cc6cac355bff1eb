/** Rules for passwords that are checked before any hashing or judging. */

/** What makes a password easy to guess; `strength.ts` finds it. */
type PasswordWeakness = 'common' | 'personal' | 'repetitive' | 'sequential' | 'simple'

/** `strength` from 0 to 4, as zxcvbn counts. */
export interface JudgedPassword {
  weakness: PasswordWeakness | null
  strength: number
}

export type PasswordRefusal =
  | 'password-too-short'
  | 'password-too-long'
  | 'password-malformed'
  | `password-${PasswordWeakness}`

/** Far above any passphrase, far below what costs time (OWASP: long-password denial of service). */
export const MAX_PASSWORD_BYTES = 1024

/**
 * Why a new password is refused, or null.
 *
 * `minLength` counts code points, so that an emoji counts once. There are no composition rules:
 * every letter, space and symbol is allowed.
 *
 * @see NIST SP 800-63B-4 §3.1.1.2
 */
export function refusalOfNewPassword(password: string, minLength: number): PasswordRefusal | null {
  const refusal = refusalOfImpossiblePassword(password)
  if (refusal) return refusal
  return [...password].length < minLength ? 'password-too-short' : null
}

/** Why no user can have this password, whatever the settings were when it was chosen. */
export function refusalOfImpossiblePassword(password: string): PasswordRefusal | null {
  if (password.length > MAX_PASSWORD_BYTES || byteLength(password) > MAX_PASSWORD_BYTES) {
    return 'password-too-long'
  }
  return password.isWellFormed() ? null : 'password-malformed'
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
