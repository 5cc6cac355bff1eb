/** Answers the requests of the protocol, before Next.js. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasApps } from '@/db/queries/apps'
import { listActiveSigningKeys } from '@/db/queries/signing-keys'
import { deletedCookie, presentedTokens } from '@/lib/base/cookies'
import { entryPath } from '@/lib/base/entry-path'
import type { Settings } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { REFRESH } from '@/lib/base/routes'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'
import { strangerAt } from '@/lib/events/events'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { isUnavailable } from '@/lib/base/unavailable'
import { log } from '@/lib/telemetry/log'
import { appsKey, inOAuthRequest, type OAuthRequest } from '@/lib/oauth/browser-session'
import { discoveryDocument } from '@/lib/oauth/discovery'
import { isBrowserEndpoint, isDiscovery, isProgramEndpoint } from '@/lib/oauth/endpoints'
import { cookieNames } from '@/lib/oauth/configuration'
import { currentProvider } from '@/lib/oauth/provider'
import { noteNewProof } from '@/lib/oauth/waiting-request'
import { readForm } from './body'
import { withoutEmptySecret } from './empty-secret'
import { jarOf, setCookieLine } from './jar'
import { speakAsAsked } from './oauth-pages'
import { answerOutage, showOutage, showProblem, type Handler } from './oauth-problems'
import { pathOf } from './target'

/** Marks a request that has been to the refresh page, so that it does not go there again. */
const REFRESHED = 'gh_refreshed=1'

interface Served {
  readonly settings: Settings
  /** Serves our pages. */
  readonly handle: Handler
}

/**
 * Answers a request of the protocol.
 *
 * @returns false for every other request, and while there is no application: then there is nothing
 *   at these paths, and the library is not loaded.
 */
export async function serveOAuth(
  req: IncomingMessage,
  res: ServerResponse,
  served: Served,
): Promise<boolean> {
  const asked = { path: pathOf(req), url: req.url ?? '' }
  if (!isOfProtocol(asked.path)) return false
  try {
    return await answerOAuth(req, res, served)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    log.error('Unavailable', { err: error })
    if (!isBrowserEndpoint(asked.path)) return answerOutage(res)
    await showOutage(req, res, { url: asked.url, handle: served.handle })
    return true
  }
}

function isOfProtocol(path: string): boolean {
  return isBrowserEndpoint(path) || isProgramEndpoint(path) || isDiscovery(path)
}

async function answerOAuth(
  req: IncomingMessage,
  res: ServerResponse,
  served: Served,
): Promise<boolean> {
  const path = pathOf(req)
  const isBrowser = isBrowserEndpoint(path)
  if (served.settings.tokenAlgorithm === 'HS256' || !(await hasApps())) return false
  if (isDiscovery(path)) return answerDiscovery(res, served.settings)
  if (!isBrowser) return protocol(await withoutEmptySecret(req), res, served, null)
  if (req.headers.rsc !== undefined) return letBrowserGo(res)
  if (req.method === 'POST') return askByGet(req, res)
  const signedIn = await signedInOf(req, served.settings)
  const refresh = signedIn ? null : refreshPathOf(req, served.settings)
  return refresh === null ? protocol(req, res, served, signedIn) : goTo(res, refresh)
}

async function answerDiscovery(res: ServerResponse, settings: Settings): Promise<true> {
  const algorithms = (await listActiveSigningKeys()).map(({ algorithm }) => algorithm)
  res.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  res.end(JSON.stringify(discoveryDocument(settings, algorithms)))
  return true
}

/** Next.js asks for the page behind a link or an action. This is none: the browser itself goes. */
function letBrowserGo(res: ServerResponse): true {
  res.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }).end()
  return true
}

function goTo(res: ServerResponse, location: string): true {
  res.writeHead(303, { location, 'cache-control': 'no-store' }).end()
  return true
}

/** A form of another site brings no cookie of ours; what it is redirected to does. */
async function askByGet(req: IncomingMessage, res: ServerResponse): Promise<true> {
  return goTo(res, `${pathOf(req)}?${await readForm(req)}`)
}

async function signedInOf(req: IncomingMessage, settings: Settings) {
  const { access } = presentedTokens(jarOf(req), settings)
  const found = access === null ? null : await authenticate(access, 'web')
  return found?.ok ? { actor: found.actor, session: found.session } : null
}

/** Where a browser whose access token has expired gets a new one; null if it cannot, or has tried. */
function refreshPathOf(req: IncomingMessage, settings: Settings): string | null {
  const { url = '' } = req
  if (url.includes(REFRESHED)) return null
  const path = entryPath(`${url}${url.includes('?') ? '&' : '?'}${REFRESHED}`, {
    refreshToken: presentedTokens(jarOf(req), settings).refresh,
    secFetchSite: req.headers['sec-fetch-site']?.toString() ?? null,
  })
  return path.startsWith(REFRESH) ? path : null
}

/** Lets the library answer, with the session as its own. */
async function protocol(
  req: IncomingMessage,
  res: ServerResponse,
  { settings, handle }: Served,
  signedIn: OAuthRequest['signedIn'],
): Promise<true> {
  if (signedIn) await noteNewProof(pathOf(req), signedIn)
  const jar = jarOf(req)
  const client = req.headers[INTERNAL_HEADERS.client]?.toString() ?? UNKNOWN_CLIENT.network
  const request: OAuthRequest = {
    signedIn,
    key: await appsKey(),
    problem: null,
    asksForService: false,
    from: strangerAt(client),
    isReuse: false,
    outage: null,
    endSession: async () => {
      await endOwnSessions(presentedTokens(jar, settings), 'this', request.from)
      return (['access', 'refresh'] as const).map((kind) =>
        setCookieLine(deletedCookie(kind, jar, settings)),
      )
    },
  }
  const names = cookieNames(settings)
  const resume = jar.get(names.resume)?.value
  req.headers.cookie = [
    ...(signedIn ? [`${names.session}=${signedIn.session.id}`] : []),
    ...(resume === undefined ? [] : [`${names.resume}=${resume}`]),
  ].join('; ')
  req.headers['x-forwarded-proto'] = settings.appUrl.protocol.slice(0, -1)
  keepCookiesOut(res, [names.session, names.interaction])
  const answer = (await currentProvider()).callback()
  await inOAuthRequest(request, () => answer(req, res))
  if (request.outage !== null) throw request.outage
  if (request.problem !== null) {
    await speakAsAsked(req)
    await showProblem(req, res, { problem: request.problem, handle })
  }
  return true
}

/** Drops cookies that the library would set: its session is ours, and our pages name the request. */
function keepCookiesOut(res: ServerResponse, names: readonly string[]): void {
  const setHeader = res.setHeader.bind(res)
  res.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'set-cookie') return setHeader(name, value)
    const lines = [value].flat().map(String)
    const kept = lines.filter((line) => !names.some((cookie) => line.startsWith(`${cookie}=`)))
    if (kept.length > 0) return setHeader(name, kept)
    res.removeHeader(name)
    return res
  }
}
