/** The claims of each kind of token. */
import { z } from 'zod'

const id = z.string().min(1).max(128)
const numericDate = z.int().nonnegative()
const counter = z.int().nonnegative()

/** A browser session (`web`, cookies) or a device (`device`, Bearer). */
export type ClientId = 'web' | 'device'

/**
 * The claims of an access token; other claims are refused. No personal data: tokens are signed, not
 * encrypted.
 *
 * @see RFC 9068 §2.2
 */
export const accessClaims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: id,
  /** The session's id. */
  sid: id,
  jti: id,
  client_id: z.enum(['web', 'device']),
  iat: numericDate,
  nbf: numericDate,
  exp: numericDate,
  auth_time: numericDate,
  /** The user's version: counts how often all their sessions were ended. */
  ver: counter,
  /** The session's generation: counts its refreshes. */
  gen: counter,
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  /**
   * Where services without the database see whether the session has ended. Absent with HS256, since
   * services cannot verify its signatures.
   *
   * @see draft-ietf-oauth-status-list-20 §6.2
   */
  status: z
    .object({ status_list: z.object({ idx: counter, uri: z.string().max(256) }) })
    .optional(),
})

export type AccessClaims = z.infer<typeof accessClaims>

/** The claims of a refresh token, all derived from the session's row. */
export const refreshClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: id,
  sid: id,
  gen: counter,
  jti: id,
  iat: numericDate,
  exp: numericDate,
})

export type RefreshClaims = z.infer<typeof refreshClaims>
