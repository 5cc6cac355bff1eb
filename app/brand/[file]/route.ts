import type { NextRequest } from 'next/server'
import { findBrandFile } from '@/lib/brand/brand'

export const dynamic = 'force-dynamic'

/** The logo or the colours, for ever the same under their address. */
export function GET(request: NextRequest): Response {
  const file = findBrandFile(request.nextUrl.pathname)
  if (!file) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      // A logo opened by itself must not do more than it does on a page.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
