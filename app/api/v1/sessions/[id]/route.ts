import { OPERATIONS } from '@/lib/api/operations'
import { isSessionId } from '@/lib/base/ids'
import { endpoint, endpoints } from '@/lib/request/api'
import { endWithBearerToken } from '@/lib/request/bearer-end'
import { problem } from '@/lib/request/problem'
import { isProven } from '@/lib/sessions/recent'
import { endOwnOtherSession } from '@/lib/sessions/end/own'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.endSession, async (call) => {
    const { request, params, actor, from } = call
    const { id = '' } = params
    if (!isSessionId(id)) return problem(request, 'not-found')
    if (id === actor.sessionId) return endWithBearerToken(call, 'this')
    if (!(await isProven(actor))) return problem(request, 'confirm-first')
    const result = await endOwnOtherSession(actor, id, from)
    return result.ok ? undefined : problem(request, 'not-found')
  }),
)
