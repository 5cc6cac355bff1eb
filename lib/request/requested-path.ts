/** Path and query of the page at hand, which Next.js does not tell. */
import 'server-only'
import { headers } from 'next/headers'
import { safeNext } from '@/lib/base/routes'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

/** The dashboard where it is not known, as without the middleware. */
export async function requestedPath(): Promise<string> {
  return safeNext((await headers()).get(INTERNAL_HEADERS.path))
}
