export const dynamic = 'force-dynamic'

/** The process answers. It checks nothing more, because a restart does not help in an outage. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
}
