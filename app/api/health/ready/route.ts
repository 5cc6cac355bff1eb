import { readiness } from '@/lib/maintenance/health'

export const dynamic = 'force-dynamic'

const RETRY_AFTER_SECONDS = 5

/** Whether a load balancer may send requests to this instance. */
export async function GET(): Promise<Response> {
  const { ready, checks } = await readiness()
  return Response.json(
    { status: ready ? 'ok' : 'unavailable', checks },
    {
      status: ready ? 200 : 503,
      headers: {
        'Cache-Control': 'no-store',
        ...(ready ? {} : { 'Retry-After': String(RETRY_AFTER_SECONDS) }),
      },
    },
  )
}
