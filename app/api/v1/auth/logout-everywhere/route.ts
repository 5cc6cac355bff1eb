import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import { endSessions } from '@/lib/sessions/end'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(
    OPERATIONS.logOutEverywhere,
    async ({ token, from }) => {
      const presented = { access: token, refresh: null, kind: 'device' } as const
      const ended = await endSessions(presented, 'everywhere', from)
      // Something else ended this session a moment ago, and the others may live.
      return ended ? undefined : problem('session-ended')
    },
    // Where this session alone has ended, the others may live: that must not look like done.
    { endedIsDone: ({ everywhere }) => everywhere },
  ),
)
