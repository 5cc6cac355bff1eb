import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { metricsText } from '@/lib/telemetry/metrics'

export const dynamic = 'force-dynamic'

/** What this process has counted, for whoever shows METRICS_TOKEN; nothing at all where it is not set. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = env()
  if (metricsToken === null) return problem(404, 'Not Found', 'not-found')
  const shown = /^Bearer +([^\s]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (shown === undefined) return unauthorized('unauthorized', 'Bearer')
  if (!isSame(shown, metricsToken)) {
    return unauthorized('invalid-token', 'Bearer error="invalid_token"')
  }
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

function unauthorized(code: string, challenge: string): Response {
  return problem(401, 'Unauthorized', code, { 'WWW-Authenticate': challenge })
}

/** @see RFC 9457 */
function problem(
  status: number,
  title: string,
  code: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ title, status, code }), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...headers,
    },
  })
}
