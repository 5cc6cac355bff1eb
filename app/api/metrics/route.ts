import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/base/env'
import { bearerToken } from '@/lib/request/bearer-user'
import { problem } from '@/lib/request/problem'
import { metricsText } from '@/lib/telemetry/metrics'

export const dynamic = 'force-dynamic'

/** This instance's metrics, for clients with METRICS_TOKEN; 404 if that is not set. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = env()
  if (metricsToken === null) return problem(request, 'not-found')
  const sent = bearerToken(request.headers.get('authorization'))
  if (sent === null) return problem(request, 'not-authenticated')
  if (!isEqual(sent, metricsToken)) return problem(request, 'invalid-token')
  const { text, contentType } = await metricsText()
  return new Response(text, {
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' },
  })
}

/** Compares in constant time. */
function isEqual(sent: string, token: string): boolean {
  const [one, other] = [sent, token].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
