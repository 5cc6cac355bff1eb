/** What can go wrong with a token: it is refused, or nobody can tell. */

/**
 * Why a token is refused.
 *
 * - `missing`: none was sent.
 * - `malformed`: not a token of Gatehouse's: another spelling, header, kind or set of claims.
 * - `unknown-key`: the issuer publishes no key of that name; one that was burned is no longer there.
 * - `invalid-signature`: not signed with the key that it names.
 * - `wrong-issuer`, `wrong-audience`: good elsewhere, perhaps, and not here.
 * - `expired`: by this machine's clock and its tolerance.
 * - `not-yet-valid`: this machine's clock is behind that of the issuer by more than its tolerance. A
 *   new token would not be valid either: set the clock.
 * - `no-status`: nobody can say whether its session has ended.
 * - `revoked`: its session has ended.
 * - `missing-permission`: it is good, and does not allow what was asked for.
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
 * The token opens nothing here: answer 401 (403 for `missing-permission`), as `answerTo` does.
 * Neither its message nor anything else about it holds any part of the token.
 */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  /** Stable: programs go by this. */
  readonly code: RefusalCode
  /** What the token would have to allow; with `missing-permission` alone. */
  readonly permission: string | null

  constructor(code: RefusalCode, permission: string | null = null) {
    super(`The access token is refused: ${code}`)
    this.code = code
    this.permission = permission
  }
}

/**
 * Keys or status lists of the issuer cannot be had, so nothing can be said of the token: answer 503,
 * as `answerTo` does, and never let the request pass. `cause` tells what happened.
 */
export class VerifierUnavailable extends Error {
  override readonly name = 'VerifierUnavailable'

  constructor(what: 'keys' | 'status list', cause: unknown) {
    super(`The ${what} of the issuer cannot be had`, { cause })
  }
}
