import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { plainPage } from '@/app/_ui/plain-page'
import { deletedCookie, flashCookie, presentedTokens } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { textField } from '@/lib/base/forms'
import { isFromOwnPage } from '@/lib/base/origin'
import { seenFrom } from '@/lib/request/client-info'
import { CONFIRM, DASHBOARD, LOG_IN, safeNext, SESSIONS, withNext } from '@/lib/base/routes'
import { endOwnSessions, isEndScope, type EndScope } from '@/lib/sessions/end/own'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { isProven } from '@/lib/sessions/recent'
import { language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'
import { log } from '@/lib/telemetry/log'
import { flashValue } from '@/lib/base/flash'
import { isUnavailable } from '@/lib/base/unavailable'

const RETRY_AFTER_SECONDS = 10

/** Flash codes for the next page. */
const DONE = { this: 'out', others: 'others', everywhere: 'everywhere' } as const
/** What to say if the sessions could not be ended. */
const NOT_ENDED = { this: 'notThis', others: 'notOthers', everywhere: 'notEverywhere' } as const

/**
 * Logs out this device, the others or all. A route handler, because a server action can send
 * neither `Clear-Site-Data` nor 503.
 */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isFromOwnPage(request.headers, env().appOrigin)) {
    return say('otherSite', 403)
  }
  const { scope, next } = await askedFor(request)
  if (!scope) return say('unknownScope', 400)

  try {
    const tokens = presentedTokens(request.cookies, env())
    if (scope === 'others' && (await mustConfirm(tokens))) return goTo(withNext(CONFIRM, SESSIONS))
    const ended = await endOwnSessions(tokens, scope, seenFrom(request.headers))
    if (ended && scope === 'others') return withFlash(goTo(SESSIONS), SESSIONS, 'others', request)
    const target = next ? withNext(LOG_IN, safeNext(next)) : LOG_IN
    return withFlash(
      signedOut(goTo(target), request),
      LOG_IN,
      ended ? DONE[scope] : DONE.this,
      request,
    )
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log.error('A session could not be ended', { err: error })
    const answer = await say(NOT_ENDED[scope], 503)
    return scope === 'others' ? answer : signedOut(answer, request)
  }
}

/** A session that has ended, or a copy of it, needs no proof: it can end no other. */
async function mustConfirm(tokens: PresentedTokens): Promise<boolean> {
  const identified = await identifySession(tokens, new Date())
  if (identified === null || identified.reused !== null) return false
  const { session, authTime, amr } = identified
  return !(await isProven({ userId: session.userId, authTime, amr }))
}

interface Asked {
  scope: EndScope | null
  /** Where to go after logging in again. */
  next: string | null
}

async function askedFor(request: NextRequest): Promise<Asked> {
  try {
    const form = await request.formData()
    const scope = form.get('scope') ?? 'this'
    return { scope: isEndScope(scope) ? scope : null, next: textField(form, 'next') || null }
  } catch {
    return { scope: null, next: null }
  }
}

function goTo(path: string): NextResponse {
  const response = NextResponse.redirect(new URL(path, env().appOrigin), 303)
  response.headers.set('cache-control', 'no-store')
  return response
}

function withFlash(
  response: NextResponse,
  page: string,
  code: string,
  { headers }: NextRequest,
): NextResponse {
  response.cookies.set(flashCookie(flashValue(page, 'done', code, headers), env()))
  return response
}

/** Removes our data from the browser, so that Back shows nothing. */
function signedOut(response: NextResponse, { cookies }: NextRequest): NextResponse {
  response.cookies.set(deletedCookie('access', cookies, env()))
  response.cookies.set(deletedCookie('refresh', cookies, env()))
  // Not "cookies": that would clear those of every site under the same domain.
  response.headers.set('clear-site-data', '"cache", "storage"')
  return response
}

async function say(what: keyof Words['errors']['logOut'], status: number): Promise<NextResponse> {
  const { words } = await language()
  const page = await plainPage({
    ...words.errors.logOut[what],
    status,
    backTo: DASHBOARD,
    ...(status === 503 ? { retryAfterSeconds: RETRY_AFTER_SECONDS } : {}),
  })
  return new NextResponse(page.body, page)
}
