import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import { accessTokenResponse } from '@/lib/request/token-answer'
import { confirmUser } from '@/lib/sessions/confirm'

const CODES = {
  'wrong-password': 'wrong-password',
  'code-missing': 'mfa-required',
  'wrong-code': 'wrong-code',
  'too-busy': 'too-busy',
  // The session ended, or the password changed, which ends it.
  overtaken: 'session-ended',
} as const

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.confirm, async ({ request, actor, body: { password, code }, from }) => {
    const now = new Date()
    const result = await confirmUser(
      actor,
      { password, from, ...(code !== undefined && { code }) },
      now,
    )
    if (result.ok) return accessTokenResponse({ ...result.token, sessionId: actor.sessionId }, now)
    if (result.reason === 'too-many-tries') {
      const retryAfter = Math.ceil((result.retryAt.getTime() - now.getTime()) / 1000)
      return problem(request, 'too-many-requests', { retryAfter })
    }
    const kind = CODES[result.reason]
    return problem(request, kind, kind === 'too-busy' ? { retryAfter: 1 } : {})
  }),
)
