import { openApi } from '@/lib/api/openapi'
import { env } from '@/lib/base/env'

export const dynamic = 'force-dynamic'

let description: object | undefined

/** The OpenAPI description, for tools that generate clients. */
export function GET(): Response {
  description ??= openApi(env().appOrigin)
  return Response.json(description, {
    headers: { 'Cache-Control': 'public, max-age=300' },
  })
}
