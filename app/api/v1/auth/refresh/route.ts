import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { recordInvalidTokenLater } from '@/lib/request/invalid-token'
import { problem } from '@/lib/request/problem'
import { tokenResponse } from '@/lib/request/token-answer'
import { refreshSession } from '@/lib/sessions/refresh'

const CODES = {
  invalid: 'invalid-refresh-token',
  ended: 'session-ended',
  replaced: 'session-ended',
  reuse: 'refresh-token-reused',
  'unknown-audience': 'unknown-audience',
} as const

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.refresh, async ({ request, body, from }) => {
    const { refresh_token: token, audience = null } = body
    const result = await refreshSession({ token, from, kind: 'device', audience })
    if (!result.ok && result.reason === 'invalid') recordInvalidTokenLater(from)
    return result.ok ? tokenResponse(result.tokens) : problem(request, CODES[result.reason])
  }),
)
