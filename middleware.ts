/**
 * Redirects visitors without a valid access token before a page renders. This is a convenience and
 * not the protection: every page and action has its guard from lib/request.
 */
import { NextResponse, type NextRequest } from 'next/server'
import { deletedCookie, presentedTokens, readCookie } from '@/lib/base/cookies'
import { env, type Settings } from '@/lib/base/env'
import { corsHeaders, preflightHeaders } from '@/lib/base/cors'
import { isRead } from '@/lib/base/methods'
import { isFromOwnPage } from '@/lib/base/origin'
import { isApiPath, isPublicPath, JWKS } from '@/lib/base/routes'
import { contentSecurityPolicy, newNonce, securityHeaders } from '@/lib/base/security-headers'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { accessRules, verifyAccessToken, type FindKey } from '@/lib/tokens/access'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { remoteKeys } from '@/lib/tokens/jwks'
import { readNote, encodeFlash, type FlashMessage } from '@/lib/base/flash'
import { entryPath } from '@/lib/base/entry-path'

// There is no `config.matcher`: the middleware sees every path, so none is forgotten.
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const settings = env()
  const nonce = newNonce()
  const response = isApiPath(request.nextUrl.pathname)
    ? apiResponse(request, settings, nonce)
    : (refusal(request, settings) ?? (await decide(request, settings, nonce)))
  for (const [name, value] of Object.entries(securityHeaders(nonce, settings))) {
    response.headers.set(name, value)
  }
  return response
}

/** The API reads no cookies, so another site cannot act there in a user's name. */
function apiResponse(request: NextRequest, settings: Settings, nonce: string): NextResponse {
  const origin = request.headers.get('origin')
  const isPreflight =
    request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
  if (isPreflight) {
    const headers = preflightHeaders(origin, settings.corsOrigins)
    return new NextResponse(null, { status: 204, headers })
  }
  const response = proceed(request, settings, nonce)
  for (const [name, value] of Object.entries(corsHeaders(origin, settings.corsOrigins))) {
    response.headers.set(name, value)
  }
  return response
}

async function decide(
  request: NextRequest,
  settings: Settings,
  nonce: string,
): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  if (isPublicPath(pathname)) return proceedWithFlash(request, settings, nonce)
  const { access, refresh } = presentedTokens(request.cookies, settings)
  const refused = isServerAction(request) ? null : await refusedToken(access, settings)
  if (refused === null) {
    const response = proceedWithFlash(request, settings, nonce)
    response.headers.set('cache-control', 'private, no-store')
    return response
  }
  const response = redirectTo(
    entryPath(pathname + search, {
      refreshToken: refresh,
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
  const verified = await verifyAccessToken(
    token,
    keysOf(settings),
    accessRules(settings, 'web'),
    new Date(),
  )
  return verified.ok || verified.reason === 'unknown-key' ? null : verified.reason
}

/** Refuses requests from other sites; null for all others. */
function refusal({ method, headers }: NextRequest, settings: Settings): NextResponse | null {
  if (isRead(method) || isFromOwnPage(headers, settings.appOrigin)) return null
  return new NextResponse('This request was sent by another site, so it was not carried out.\n', {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** Passes the flash to the page and deletes its cookie, which a page cannot do. */
function proceedWithFlash(request: NextRequest, settings: Settings, nonce: string): NextResponse {
  const value = request.method === 'GET' ? readCookie('flash', request.cookies, settings) : null
  if (value === null) return proceed(request, settings, nonce)
  const { flash, isSpent } = readNote(value, request.nextUrl.pathname, request.headers)
  const response = proceed(request, settings, nonce, flash)
  if (isSpent) response.cookies.set(deletedCookie('flash', request.cookies, settings))
  return response
}

function proceed(
  request: NextRequest,
  settings: Settings,
  nonce: string,
  flash: FlashMessage | null = null,
): NextResponse {
  const headers = new Headers(request.headers)
  headers.delete(INTERNAL_HEADERS.flash)
  if (flash) headers.set(INTERNAL_HEADERS.flash, encodeFlash(flash))
  headers.set(INTERNAL_HEADERS.path, request.nextUrl.pathname + request.nextUrl.search)
  headers.set(INTERNAL_HEADERS.nonce, nonce)
  // Next.js reads the nonce for its own scripts from this header.
  headers.set('content-security-policy', contentSecurityPolicy(nonce, settings))
  return NextResponse.next({ request: { headers } })
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
