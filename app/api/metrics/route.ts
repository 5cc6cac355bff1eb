import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/base/env'
import { bearerToken } from '@/lib/request/bearer-user'
import { problem } from '@/lib/request/problem'
import { metricsText } from '@/lib/telemetry/metrics'

export const dynamic = 'force-dynamic'

/** What this process has counted, for whoever shows METRICS_TOKEN; nothing at all where it is not set. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = env()
  if (metricsToken === null) return problem('not-found')
  const shown = bearerToken(request.headers.get('authorization'))
  if (shown === null) return problem('not-authenticated')
  if (!isSame(shown, metricsToken)) return problem('invalid-token')
  const { text, contentType } = await metricsText()
  return new Response(text, {
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' },
  })
}

/** Takes as long however much of it is right. */
function isSame(shown: string, token: string): boolean {
  const [one, other] = [shown, token].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
