import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { endWithBearerToken } from '@/lib/request/bearer-end'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(
    OPERATIONS.logOutEverywhere,
    (call) => endWithBearerToken(call, 'everywhere'),
    // If only this session has ended, others may go on: that must not count as done.
    { endedIsDone: ({ everywhere }) => everywhere },
  ),
)
