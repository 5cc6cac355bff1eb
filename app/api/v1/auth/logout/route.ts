import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { endWithBearerToken } from '@/lib/request/bearer-end'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.logOut, (call) => endWithBearerToken(call, 'this'), {
    endedIsDone: () => true,
  }),
)
