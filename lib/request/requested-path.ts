/** Path and query of the current page, which Next.js does not provide. */
import 'server-only'
import { headers } from 'next/headers'
import { safeNext } from '@/lib/base/routes'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

/** Without the parameter that Next.js adds for itself. */
export async function requestedPath(): Promise<string> {
  return safeNext((await headers()).get(INTERNAL_HEADERS.path))
}
