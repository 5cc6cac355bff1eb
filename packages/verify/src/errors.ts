/** What can go wrong with a token: it is refused, or it cannot be verified now. */

/**
 * Why a token is refused.
 *
 * - `missing`: none was sent.
 * - `malformed`: not a token of Gatehouse: another form, header, type or set of claims.
 * - `unknown-key`: the issuer publishes no key with that id; it does not publish burned keys.
 * - `invalid-signature`: not signed with the key that it names.
 * - `wrong-issuer`, `wrong-audience`: perhaps valid elsewhere, but not here.
 * - `expired`: by this machine's clock and its tolerance.
 * - `not-yet-valid`: this machine's clock is behind the issuer's by more than the tolerance. A new
 *   token would not be valid either: set the clock.
 * - `no-status`: it does not show whether its session has ended.
 * - `revoked`: its session has ended.
 * - `missing-permission`: it is valid, but does not allow the request.
 */
export type RefusalCode =
  | 'missing'
  | 'malformed'
  | 'unknown-key'
  | 'invalid-signature'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'expired'
  | 'not-yet-valid'
  | 'no-status'
  | 'revoked'
  | 'missing-permission'

/**
 * The token is refused: answer 401 (403 for `missing-permission`), as `answerTo` does. The error
 * holds no part of the token.
 */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  /** Stable, for programs to read. */
  readonly code: RefusalCode
  /** The permission that is missing; only with `missing-permission`. */
  readonly permission: string | null

  constructor(code: RefusalCode, permission: string | null = null) {
    super(`The access token is refused: ${code}`)
    this.code = code
    this.permission = permission
  }
}

/**
 * The issuer's keys or status list are unavailable, so the token cannot be verified: answer 503, as
 * `answerTo` does, and never let the request pass. `cause` says what happened.
 */
export class VerifierUnavailable extends Error {
  override readonly name = 'VerifierUnavailable'

  constructor(what: 'keys' | 'status list', cause: unknown) {
    super(`The ${what} of the issuer cannot be had`, { cause })
  }
}
