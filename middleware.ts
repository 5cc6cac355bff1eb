/**
 * Redirects visitors without a valid access token before a page renders. This is a convenience and
 * not the protection: every page and action has its guard from lib/request.
 */
import { NextResponse, type NextRequest } from 'next/server'
import { deletedCookie, readCookie } from '@/lib/base/cookies'
import { env, type Settings } from '@/lib/base/env'
import { isRead } from '@/lib/base/methods'
import { isPublicPath, JWKS } from '@/lib/base/routes'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { accessRules, type FindKey } from '@/lib/tokens/access'
import { verifyCached } from '@/lib/tokens/access-cache'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { remoteKeys } from '@/lib/tokens/jwks'
import { encodeFlash, readNote } from '@/lib/base/flash'
import { entryPath } from '@/lib/base/entry-path'

/**
 * All but the API, where each operation checks its own token and reads no cookie, and the files of
 * the build, of which a first visit loads ten. Next.js reads this text in the build. Every other
 * path is seen, so none is forgotten.
 */
export const config = { matcher: '/((?!api/v1/|_next/static/).*)' }

export async function middleware(request: NextRequest): Promise<NextResponse> {
  const settings = env()
  const { pathname, search } = request.nextUrl
  if (isPublicPath(pathname)) return proceed(request, settings)
  const access = readCookie('access', request.cookies, settings)
  const refused = isServerAction(request) ? null : await refusedToken(access, settings)
  if (refused === null) {
    const response = proceed(request, settings)
    response.headers.set('cache-control', 'private, no-store')
    return response
  }
  const response = redirectTo(
    entryPath(pathname + search, {
      refreshToken: readCookie('refresh', request.cookies, settings),
      secFetchSite: request.headers.get('sec-fetch-site'),
    }),
    settings,
    // With 307 a browser would send the body of its form to the log-in page.
    isRead(request.method) ? 307 : 303,
  )
  if (refused !== 'none') response.headers.set(INTERNAL_HEADERS.refused, refused)
  return response
}

/** A server action, sent by a script or a plain form: its own guard decides. */
function isServerAction({ method, headers }: NextRequest): boolean {
  const isForm = headers.get('content-type')?.startsWith('multipart/form-data') ?? false
  return method === 'POST' && (headers.has('next-action') || isForm)
}

/**
 * Why the access token is refused; `none` when there is no token. Null when it is valid, and also
 * when it cannot be checked because the keys are unavailable: then the page decides.
 */
async function refusedToken(
  token: string | null,
  settings: Settings,
): Promise<'none' | 'expired' | 'invalid' | null> {
  if (token === null) return 'none'
  const verified = await verifyCached(
    token,
    keysOf(settings),
    accessRules(settings, 'web'),
    new Date(),
  )
  return verified.ok || verified.reason === 'unknown-key' ? null : verified.reason
}

/** Passes the flash to the page and deletes its cookie, which a page cannot do. */
function proceed(request: NextRequest, settings: Settings): NextResponse {
  const value = request.method === 'GET' ? readCookie('flash', request.cookies, settings) : null
  if (value === null) return NextResponse.next()
  const { flash, isSpent } = readNote(value, request.nextUrl.pathname, request.headers)
  const headers = new Headers(request.headers)
  if (flash) headers.set(INTERNAL_HEADERS.flash, encodeFlash(flash))
  const response = NextResponse.next({ request: { headers } })
  if (flash) response.headers.set(INTERNAL_HEADERS.flashShown, 'yes')
  if (isSpent) response.cookies.set(deletedCookie('flash', request.cookies, settings))
  return response
}

function redirectTo(path: string, settings: Settings, status: 303 | 307): NextResponse {
  const response = NextResponse.redirect(new URL(path, settings.appOrigin), status)
  response.headers.set('cache-control', 'no-store')
  response.headers.set('vary', 'Cookie')
  return response
}

/** Fetched over loopback, since the middleware has no database. */
const publishedKeys = remoteKeys({
  load: async () => {
    const answer = await fetch(`http://127.0.0.1:${env().port}${JWKS}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(2000),
    })
    if (!answer.ok) throw new Error(`The key set answered ${answer.status}`)
    return answer.json()
  },
  freshMs: 60_000,
  cooldownMs: 1000,
})

let derivedKeys: ReturnType<typeof deriveTokenKeys> | undefined

function keysOf({ tokenAlgorithm, authSecrets }: Settings): FindKey {
  if (tokenAlgorithm !== 'HS256') return publishedKeys
  derivedKeys ??= deriveTokenKeys(authSecrets)
  return async (id) => (await derivedKeys)?.find((key) => key.id === id) ?? null
}
