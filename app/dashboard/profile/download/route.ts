import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { CONFIRM, PROFILE, withNext } from '@/lib/base/routes'
import { seenFrom } from '@/lib/request/client-info'
import { download } from '@/lib/request/download'
import { withOutage } from '@/lib/request/outage'
import { problem } from '@/lib/request/problem'
import { withUser } from '@/lib/request/user-handler'
import { isProven } from '@/lib/sessions/recent'
import { exportOwnData } from '@/lib/users/own-data'

/** Everything that is stored about the user, as a file. A server action cannot answer with one. */
export const POST = withUser(async (actor, request) => {
  if (!isFromOwnPage(request.headers, env().appOrigin)) return problem(request, 'cross-site')
  if (!(await withOutage(() => isProven(actor)))) return goTo(withNext(CONFIRM, PROFILE))
  const pieces = await withOutage(() => exportOwnData(actor, seenFrom(request.headers)))
  if (!pieces) return problem(request, 'not-signed-in')
  return download(pieces, { name: 'my-data', extension: 'json', isDated: false })
})

/** After a refresh or a log-in on the way, the browser comes back with this. */
export const GET = withUser(async () => goTo(PROFILE))

function goTo(path: string): Response {
  const headers = { Location: `${env().appOrigin}${path}`, 'Cache-Control': 'no-store' }
  return new Response(null, { status: 303, headers })
}
