import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { unlessNotModified } from '@/lib/request/conditional'
import { problem } from '@/lib/request/problem'
import { statusList } from '@/lib/status-lists/list'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.statusList, async ({ request, params: { n = '' } }) => {
    const list = await statusList(n)
    if (!list) return problem(request, 'not-found')
    return unlessNotModified(request, list, {
      'Content-Type': OPERATIONS.statusList.answer.type,
      // Caches revalidate each time, so that they show an ended session as soon as we do.
      'Cache-Control': 'no-cache',
    })
  }),
)
