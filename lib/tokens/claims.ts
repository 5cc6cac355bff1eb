/** The claims of each kind of token. */
import { z } from 'zod'
import type { SessionId, TokenId, UserId } from '@/lib/base/ids'

const id = z.string().min(1).max(128)
/** Only Gatehouse signs these tokens, so the form of an id is not checked again. */
const idOf = <Id extends string>() => z.custom<Id>((value) => id.safeParse(value).success)
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
  sub: idOf<UserId>(),
  /** The session's id. */
  sid: idOf<SessionId>(),
  jti: idOf<TokenId>(),
  client_id: z.enum(['web', 'device']),
  iat: numericDate,
  nbf: numericDate,
  exp: numericDate,
  /** When the user last proved who they are, in a log-in or a confirmation. */
  auth_time: numericDate,
  /** How they did it (RFC 8176). Absent in tokens of an earlier version, like `acr`. */
  amr: z.array(z.string()).optional(),
  /** How strong that was. @see lib/tokens/acr.ts */
  acr: z.string().optional(),
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
  sub: idOf<UserId>(),
  sid: idOf<SessionId>(),
  gen: counter,
  jti: id,
  iat: numericDate,
  exp: numericDate,
})

export type RefreshClaims = z.infer<typeof refreshClaims>
