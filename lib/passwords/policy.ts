/** Which passwords are taken, before anything is computed from them. */

/** What makes a password easy to guess; `strength.ts` finds it. */
export type PasswordWeakness = 'common' | 'personal' | 'repetitive' | 'sequential' | 'simple'

export type PasswordRefusal =
  'password-too-short' | 'password-too-long' | 'password-malformed' | `password-${PasswordWeakness}`

/** Far above any passphrase, far below what would cost time (OWASP: long-password denial of service). */
export const MAX_PASSWORD_BYTES = 1024

/**
 * Why a new password is refused, or null.
 *
 * `minLength` counts code points, so that twelve emoji are twelve. There are no rules of
 * composition: every letter, space and symbol is welcome.
 *
 * @see NIST SP 800-63B-4 §3.1.1.2
 */
export function refusalOfNewPassword(password: string, minLength: number): PasswordRefusal | null {
  const refusal = refusalOfAnyPassword(password)
  if (refusal) return refusal
  return [...password].length < minLength ? 'password-too-short' : null
}

/** Why a password cannot be anybody's, whatever the setting was when they chose it. */
export function refusalOfAnyPassword(password: string): PasswordRefusal | null {
  if (password.length > MAX_PASSWORD_BYTES || byteLength(password) > MAX_PASSWORD_BYTES) {
    return 'password-too-long'
  }
  return password.isWellFormed() ? null : 'password-malformed'
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
