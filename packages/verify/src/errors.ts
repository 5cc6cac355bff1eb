/** What can go wrong with a token: it is refused, or it cannot be verified now. */
import type { ProofDemands } from './proof.js'

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
 * - `bound`: it is bound to a key, and came without a proof: as a Bearer token, it may be a copy.
 * - `invalid-proof`: the proof is not of the token's key, for this token and request, new and in time.
 * - `insufficient-authentication`: the user proved who they are too long ago, or not strongly enough: the
 *   client has to confirm. `demands` says what would be enough.
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
  | 'bound'
  | 'invalid-proof'
  | 'insufficient-authentication'
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
  /** What was demanded of the proof; only with `insufficient-authentication`. */
  readonly demands: ProofDemands | null

  constructor(
    code: RefusalCode,
    permission: string | null = null,
    demands: ProofDemands | null = null,
  ) {
    super(`The access token is refused: ${code}`)
    this.code = code
    this.permission = permission
    this.demands = demands
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
