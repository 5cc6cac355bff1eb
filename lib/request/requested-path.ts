/** Path and query of the page at hand, which Next.js does not tell. */
import 'server-only'
import { headers } from 'next/headers'
import { safeNext } from '@/lib/routes'
import { STAMPS } from '@/lib/stamps'

/** The dashboard where it is not known, as without the middleware. */
export async function requestedPath(): Promise<string> {
  return safeNext((await headers()).get(STAMPS.path))
}
