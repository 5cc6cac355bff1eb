import { openApi } from '@/lib/api/openapi'
import { env } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** The description of the API, for programs that write clients from it. */
export function GET(): Response {
  return Response.json(openApi(env().appOrigin), {
    headers: { 'Cache-Control': 'public, max-age=300' },
  })
}
