import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { endSessions } from '@/lib/sessions/end'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(
    OPERATIONS.logOut,
    async ({ token, from }) => {
      await endSessions({ access: token, refresh: null, kind: 'device' }, 'this', from)
    },
    { endedIsDone: () => true },
  ),
)
