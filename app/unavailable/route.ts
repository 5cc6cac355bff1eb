import type { NextRequest } from 'next/server'
import { plainPage } from '@/app/_ui/plain-page'
import { safeNext } from '@/lib/base/routes'
import { language } from '@/lib/request/language'

const RETRY_AFTER_SECONDS = 10

/** Pages and actions redirect here during an outage, because a page cannot answer 503. */
export async function GET(request: NextRequest): Promise<Response> {
  const { words } = await language()
  return plainPage({
    ...words.errors.unavailable,
    status: 503,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    backTo: safeNext(request.nextUrl.searchParams.get('next')),
  })
}
