import type { NextRequest } from 'next/server'
import { plainPage } from '@/app/_ui/plain-page'
import { safeNext } from '@/lib/base/routes'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

const RETRY_AFTER_SECONDS = 10

/** Pages and actions redirect here during an outage, because a page cannot answer 503. */
export function GET(request: NextRequest): Response {
  return plainPage({
    title: 'One moment, please',
    message:
      'We cannot reach our records just now. You are not signed out, and nothing is lost. ' +
      'Try again in a few seconds.',
    status: 503,
    nonce: request.headers.get(INTERNAL_HEADERS.nonce),
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    backTo: safeNext(request.nextUrl.searchParams.get('next')),
  })
}
