import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { endByBearer } from '@/lib/request/bearer-ending'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(
    OPERATIONS.logOutEverywhere,
    ({ token, from }) => endByBearer(token, 'everywhere', from),
    // Where this session alone has ended, the others may live: that must not look like done.
    { endedIsDone: ({ everywhere }) => everywhere },
  ),
)
