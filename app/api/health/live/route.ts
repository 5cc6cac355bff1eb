export const dynamic = 'force-dynamic'

/** The process answers. Whoever restarts it for anything more would restart it for every outage. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
}
