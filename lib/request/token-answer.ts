/** The API answer that gives a device its tokens. */
import 'server-only'
import type { z } from 'zod'
import type { confirmAnswer, tokenAnswer } from '@/lib/api/schemas'
import type { SessionTokens } from '@/lib/sessions/issue'
import { toNumericDate } from '@/lib/base/time'

/** @see RFC 6749 §5.1 */
export function tokenResponse(
  tokens: SessionTokens,
  now = new Date(),
): z.infer<typeof tokenAnswer> {
  return { ...accessTokenResponse(tokens, now), refresh_token: tokens.refresh }
}

/** The same without a refresh token: the device goes on with its own. */
export function accessTokenResponse(
  {
    access,
    accessExpiresAt,
    sessionId,
  }: Pick<SessionTokens, 'access' | 'accessExpiresAt' | 'sessionId'>,
  now = new Date(),
): z.infer<typeof confirmAnswer> {
  return {
    access_token: access,
    token_type: 'Bearer',
    expires_in: Math.max(0, toNumericDate(accessExpiresAt) - toNumericDate(now)),
    session_id: sessionId,
  }
}
