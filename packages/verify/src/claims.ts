/** The claims of Gatehouse's access tokens. */

/**
 * The claims of an access token, all of them checked. They hold no personal data, because
 * tokens are signed, not encrypted. Times are in seconds since 1970. Claims that this version does
 * not know are left out.
 *
 * @see RFC 9068 §2.2
 */
export interface AccessTokenClaims {
  /** The origin of the Gatehouse that issued it. */
  readonly iss: string
  /** The services it is for; this one is among them. */
  readonly aud: string | readonly string[]
  /** The user's id. It never changes: store it with your own data. */
  readonly sub: string
  /** The session's id. */
  readonly sid: string
  /** This token's id. */
  readonly jti: string
  /** How the session was created: `device` means through the API. */
  readonly client_id: string
  readonly iat: number
  readonly nbf: number
  readonly exp: number
  /** When the user last proved who they are. */
  readonly auth_time: number
  /** How they did it (RFC 8176). Earlier versions of Gatehouse leave it out. */
  readonly amr?: readonly string[]
  /** How strong that was; the verifier's option `acr` demands one. */
  readonly acr?: string
  /** The user's version: counts how often all their sessions were ended. */
  readonly ver: number
  /** The session's generation: counts its refreshes. */
  readonly gen: number
  readonly roles: readonly string[]
  /** What the user was allowed when the token was issued; `requirePermission` checks one. */
  readonly permissions: readonly string[]
  /** The thumbprint of the key that it is bound to (RFC 9449 §6.1); missing for a Bearer token. */
  readonly cnf?: { readonly jkt: string }
  /** Where to read whether the session has ended. @see draft-ietf-oauth-status-list-20 §6.2 */
  readonly status?: { readonly status_list: StatusPlace }
}

/** A position in a status list. */
export interface StatusPlace {
  /** The index, from 0. */
  readonly idx: number
  /** The URL of the list. */
  readonly uri: string
}

/** The claims in `payload`, or null if one is missing or has the wrong type. */
export function parseClaims(payload: Readonly<Record<string, unknown>>): AccessTokenClaims | null {
  const { iss, aud, sub, sid, jti, client_id, roles, permissions } = payload
  const { iat, nbf, exp, auth_time, amr, acr, ver, gen, cnf, status } = payload
  if (!isText(iss) || !(isText(aud) || isTexts(aud))) return null
  if (!isText(sub) || !isText(sid) || !isText(jti) || !isText(client_id)) return null
  if (!isCount(iat) || !isCount(nbf) || !isCount(exp) || !isCount(auth_time)) return null
  if (!isCount(ver) || !isCount(gen) || !isTexts(roles) || !isTexts(permissions)) return null
  if ((amr !== undefined && !isTexts(amr)) || (acr !== undefined && !isText(acr))) return null
  const { jkt } = isRecord(cnf) ? cnf : {}
  // A binding of another kind cannot be checked here, and must not pass for none.
  if (cnf !== undefined && !isText(jkt)) return null
  const place = status === undefined ? undefined : parseStatus(status)
  if (place === null) return null
  return {
    ...{ iss, aud, sub, sid, jti, client_id, iat, nbf, exp, auth_time, ver, gen },
    ...{ roles, permissions },
    ...(amr && { amr }),
    ...(acr && { acr }),
    ...(isText(jkt) && { cnf: { jkt } }),
    ...(place && { status: { status_list: place } }),
  }
}

function parseStatus(status: unknown): StatusPlace | null {
  const { status_list } = isRecord(status) ? status : {}
  const { idx, uri } = isRecord(status_list) ? status_list : {}
  return isCount(idx) && isText(uri) ? { idx, uri } : null
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for an integer from 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
