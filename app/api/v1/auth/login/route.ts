import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import { tokenResponse } from '@/lib/request/token-answer'
import { logInDevice } from '@/lib/sessions/log-in-device'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.logIn, async ({ request, body, from }) => {
    const { email, password, device = null, audience = null } = body
    const now = new Date()
    const result = await logInDevice({ email, password, name: device, audience, from }, now)
    if (result.ok) return tokenResponse(result.tokens, now)
    if (result.reason === 'too-many-tries') {
      const retryAfter = Math.ceil((result.retryAt.getTime() - now.getTime()) / 1000)
      return problem(request, 'too-many-requests', { retryAfter })
    }
    if (result.reason === 'second-factor') {
      const members = { pending_token: result.token, methods: result.methods }
      return problem(request, 'mfa-required', { members })
    }
    if (result.reason === 'enrolment') return problem(request, 'mfa-enrolment-required')
    return problem(request, result.reason, result.reason === 'too-busy' ? { retryAfter: 1 } : {})
  }),
)
