/** The API answer that gives a device its tokens. */
import 'server-only'
import type { z } from 'zod'
import type { tokenAnswer } from '@/lib/api/schemas'
import type { SessionTokens } from '@/lib/sessions/issue'
import { toNumericDate } from '@/lib/base/time'

/** @see RFC 6749 §5.1 */
export function tokenResponse(
  tokens: SessionTokens,
  now = new Date(),
): z.infer<typeof tokenAnswer> {
  return {
    access_token: tokens.access,
    token_type: 'Bearer',
    expires_in: Math.max(0, toNumericDate(tokens.accessExpiresAt) - toNumericDate(now)),
    refresh_token: tokens.refresh,
    session_id: tokens.sessionId,
  }
}
