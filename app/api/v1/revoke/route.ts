import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { endOwnSessions } from '@/lib/sessions/end/own'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.revoke, async ({ body: { token }, from }) => {
    await endOwnSessions({ access: token, refresh: token, kind: 'device' }, 'this', from)
  }),
)
