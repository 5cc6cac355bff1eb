/** What each kind of token says, claim by claim. */
import { z } from 'zod'

const id = z.string().min(1).max(128)
const numericDate = z.int().nonnegative()
const counter = z.int().nonnegative()

/** A browser session (`web`, cookies) or a device (`device`, Bearer). */
export type ClientId = 'web' | 'device'

/**
 * The claims of an access token, all required. No personal data: tokens are signed, not encrypted.
 *
 * Unknown claims are left out and not refused: in a rolling update, instances of this version meet
 * tokens that a newer one has signed.
 *
 * @see RFC 9068 §2.2
 */
export const accessClaims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: id,
  /** The session. */
  sid: id,
  jti: id,
  client_id: z.enum(['web', 'device']),
  iat: numericDate,
  nbf: numericDate,
  exp: numericDate,
  auth_time: numericDate,
  /** The user's version: counts how often everything of theirs was ended. */
  ver: counter,
  /** The session's generation: counts its refreshes. */
  gen: counter,
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  /**
   * Where whoever has no database reads whether the session has ended. Not with keys that are
   * derived from `AUTH_SECRET`, which nobody else can verify with.
   *
   * @see draft-ietf-oauth-status-list-20 §6.2
   */
  status: z
    .object({ status_list: z.object({ idx: counter, uri: z.string().max(256) }) })
    .optional(),
})

export type AccessClaims = z.infer<typeof accessClaims>

/** The claims of a refresh token: a function of the session's row alone. */
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
