import type { NextRequest } from 'next/server'
import { presentedTokens } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { sessionStateOf } from '@/lib/sessions/session-state'
import { watchSession } from '@/lib/sessions/watch'
import { isUnavailable } from '@/lib/base/unavailable'
import { eventStream, singleEvent } from './event-stream'

const RETRY_AFTER_SECONDS = 10

/**
 * Tells a page when its session ends. `session` is the id it was rendered for; with `once` the
 * answer is the current state, without waiting.
 *
 * Neither counts as use of the session, or an unattended tab would keep it past the idle limit.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (!isFromOwnPage(request.headers, env().appOrigin)) {
    return say(403, 'not-own-page')
  }
  const { searchParams } = request.nextUrl
  try {
    const tokens = presentedTokens(request.cookies, env())
    const standing = await sessionStateOf(tokens, searchParams.get('session'))
    if (standing.status !== 'living' || searchParams.has('once')) {
      return singleEvent(standing.status)
    }
    return eventStream((tell) => watchSession(standing.session, tell)) ?? unavailable()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return unavailable()
  }
}

/** Next.js would answer with GET, and start a stream that is never read. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}

function unavailable(): Response {
  return say(503, 'unavailable', { 'Retry-After': String(RETRY_AFTER_SECONDS) })
}

function say(status: number, code: string, headers: Record<string, string> = {}): Response {
  return new Response(`${code}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    },
  })
}
