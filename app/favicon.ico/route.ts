import { brand } from '@/lib/brand/brand'

export const dynamic = 'force-dynamic'

/** For browsers that ask for an icon at this address; every page names its own. */
export function GET(): Response {
  return new Response(null, {
    status: 302,
    headers: { Location: brand().logo.path, 'Cache-Control': 'no-cache' },
  })
}
