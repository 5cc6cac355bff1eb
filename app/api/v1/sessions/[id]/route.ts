import { OPERATIONS } from '@/lib/api/operations'
import { isSessionId } from '@/lib/base/ids'
import { endpoint, endpoints } from '@/lib/request/api'
import { endWithBearerToken } from '@/lib/request/bearer-end'
import { problem } from '@/lib/request/problem'
import { endOwnOtherSession } from '@/lib/sessions/end/own'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.endSession, async ({ params: { id = '' }, actor, token, from }) => {
    if (!isSessionId(id)) return problem('not-found')
    if (id === actor.sessionId) return endWithBearerToken(token, 'this', from)
    const result = await endOwnOtherSession(actor, id, from)
    return result.ok ? undefined : problem('not-found')
  }),
)
