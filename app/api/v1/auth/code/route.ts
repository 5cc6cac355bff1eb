import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import { tokenResponse } from '@/lib/request/token-answer'
import { completeLogIn } from '@/lib/sessions/complete-log-in'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.completeLogIn, async ({ request, body, from }) => {
    const now = new Date()
    const result = await completeLogIn({ token: body.pending_token, code: body.code, from }, now)
    if (result.ok) return tokenResponse(result.tokens, now)
    if (result.reason === 'too-many-tries') {
      const retryAfter = Math.ceil((result.retryAt.getTime() - now.getTime()) / 1000)
      return problem(request, 'too-many-requests', { retryAfter })
    }
    return problem(request, result.reason)
  }),
)
