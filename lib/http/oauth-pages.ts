/** Lets our pages lead back to the application that sent the user, and speak as it asks. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  AUTHORIZE,
  CONFIRM,
  CONSENT,
  DEVICE,
  DEVICE_QUESTION,
  LOG_IN,
  LOG_OUT_QUESTION,
  REFRESH,
  SIGN_UP,
} from '@/lib/base/routes'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { isUnavailable } from '@/lib/base/unavailable'
import { negotiateLocale } from '@/lib/words/negotiate'
import { localesOfDevice } from '@/lib/oauth/device-request'
import { findLogOutRequest } from '@/lib/oauth/log-out-request'
import { isRegistered } from '@/lib/oauth/registered'
import { findWaitingRequest } from '@/lib/oauth/waiting-request'
import { hasQuery, pathOf } from './target'

/** Pages with a form whose answer may redirect to the application. */
const PAGES: ReadonlySet<string> = new Set([
  ...[LOG_IN, SIGN_UP, CONFIRM, REFRESH],
  ...[CONSENT, LOG_OUT_QUESTION],
])
/** Those that can be in the language of a request; at its own address we show what is wrong with it. */
const SPEAKING: ReadonlySet<string> = new Set([...PAGES, DEVICE, DEVICE_QUESTION, AUTHORIZE])
const BASE = 'http://gatehouse.invalid'
const WAITING = new RegExp(`^${AUTHORIZE}/([\\w-]{1,60})$`)

/**
 * Browsers apply `form-action` to every redirect after a form, so a page that names a request of an
 * application also allows the address that this application registered, and nothing else. It also
 * keeps its opener: an application may have opened it in a window of its own.
 *
 * @see CSP Level 3 §6.4.1.3
 */
export async function allowReturn(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!PAGES.has(pathOf(req)) || !/[?&](request|next)=/.test(req.url ?? '')) return
  const target = sourceOf(await addressFor(new URL(req.url ?? '', BASE)).catch(noneInOutage))
  if (target === null) return
  const policy = String(res.getHeader('content-security-policy'))
  const allowing = policy.replace("form-action 'self'", `form-action 'self' ${target}`)
  res.setHeader('content-security-policy', allowing)
  res.setHeader('cross-origin-opener-policy', 'unsafe-none')
}

/** The page itself says that there is an outage. */
function noneInOutage(error: unknown): null {
  if (isUnavailable(error)) return null
  throw error
}

/** The registered address that the page leads to in the end; null if it leads to none. */
async function addressFor({ pathname, searchParams }: URL): Promise<string | null> {
  const id = searchParams.get('request') ?? ''
  if (pathname === CONSENT) return (await findWaitingRequest(id))?.redirectUri ?? null
  if (pathname === LOG_OUT_QUESTION) return (await findLogOutRequest(id))?.leadsTo ?? null
  const wanted = searchParams.get('next') ?? ''
  if (!URL.canParse(wanted, BASE)) return null
  const next = new URL(wanted, BASE)
  const [, waiting] = WAITING.exec(next.pathname) ?? []
  if (waiting !== undefined) return (await findWaitingRequest(waiting))?.redirectUri ?? null
  if (next.origin !== BASE || next.pathname !== AUTHORIZE) return null
  const [appId, address] = ['client_id', 'redirect_uri'].map((name) => next.searchParams.get(name))
  return appId && address && (await isRegistered(appId, address)) ? address : null
}

/** The origin of a web address, or the scheme that an app reserves for itself. */
function sourceOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null
  const { origin, protocol } = new URL(address)
  return origin === 'null' ? protocol : origin
}

/**
 * Names the language that the application asks for, if it is one of ours; a user's own choice comes
 * first. @see OpenID Connect Core §3.1.2.1
 */
export async function speakAsAsked(req: IncomingMessage): Promise<void> {
  if (!SPEAKING.has(pathOf(req)) || !hasQuery(req)) return
  const asked = await localesAskedBy(new URL(req.url ?? '', BASE)).catch(noneInOutage)
  // In the order of the request: `de-AT en` is German.
  const [locale] = (asked ?? '').split(' ').flatMap((tag) => {
    return (isTag(tag) ? negotiateLocale(tag) : null) ?? []
  })
  if (locale !== undefined) req.headers[INTERNAL_HEADERS.locale] = locale
}

/** Anything else could be read as a weight. */
function isTag(text: string): boolean {
  return /^[a-z0-9-]{1,35}$/i.test(text)
}

async function localesAskedBy({ pathname, searchParams }: URL): Promise<string | null> {
  const id = searchParams.get('request') ?? ''
  if (pathname === CONSENT) return (await findWaitingRequest(id))?.uiLocales ?? null
  if (pathname === LOG_OUT_QUESTION) return (await findLogOutRequest(id))?.uiLocales ?? null
  if (pathname === DEVICE_QUESTION) return localesOfDevice(id)
  const [, waiting] = WAITING.exec(pathname) ?? []
  if (waiting !== undefined) return (await findWaitingRequest(waiting))?.uiLocales ?? null
  if (pathname === AUTHORIZE || pathname === DEVICE) return searchParams.get('ui_locales')
  const next = searchParams.get('next')
  if (!PAGES.has(pathname) || next === null || !URL.canParse(next, BASE)) return null
  return localesAskedBy(new URL(next, BASE))
}
