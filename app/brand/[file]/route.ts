import type { NextRequest } from 'next/server'
import { findBrandFile } from '@/lib/brand/brand'

export const dynamic = 'force-dynamic'

/** The logo or the colours, for ever the same under their address. The server adds their policy. */
export function GET(request: NextRequest): Response {
  const file = findBrandFile(request.nextUrl.pathname)
  // During an update another process may have it, so no cache may keep that it is missing.
  if (!file) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      // An SVG file may declare another encoding, in which nobody has checked it.
      'Content-Type': file.type === 'image/png' ? file.type : `${file.type}; charset=utf-8`,
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  })
}
