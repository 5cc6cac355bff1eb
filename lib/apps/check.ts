/** Looks from here at the addresses of an application, and finds what cannot work. */
import { env } from '@/lib/base/env'
import { OPENID_CONFIGURATION } from '@/lib/oauth/endpoints'
import type { AppDetails } from './list'

/** What is wrong with an address; null if nothing was found. */
export type Finding =
  | 'unreachable'
  | 'no-discovery'
  | 'other-issuer'
  | 'redirects'
  | 'refuses-notices'
  | 'server-error'

export interface CheckedAddress {
  readonly what: 'discovery' | 'redirect' | 'log-outs'
  readonly address: string
  readonly finding: Finding | null
}

const WAIT_MS = 5000

/**
 * Asks for the discovery document as the application would, for each origin that browsers are sent
 * back to, and sends the address for log-outs a notice without a token, which it must refuse.
 */
export async function checkApp(app: AppDetails): Promise<CheckedAddress[]> {
  const { appOrigin } = env()
  const discovery = appOrigin + OPENID_CONFIGURATION
  const told = app.backchannelLogoutUri
  const checks: Promise<CheckedAddress>[] = [
    found('discovery', discovery, discoveryFinding(discovery, appOrigin)),
    ...originsOf(app).map((origin) => found('redirect', origin, originFinding(origin))),
    ...(told === null ? [] : [found('log-outs', told, noticeFinding(told))]),
  ]
  return Promise.all(checks)
}

async function found(
  what: CheckedAddress['what'],
  address: string,
  finding: Promise<Finding | null>,
): Promise<CheckedAddress> {
  return { what, address, finding: await finding }
}

/** Nothing can be asked at the addresses of native applications, which are on other machines. */
function originsOf({ kind, redirectUris }: AppDetails): string[] {
  if (kind === 'native') return []
  const urls = redirectUris.map((uri) => new URL(uri))
  return [...new Set(urls.map(({ origin }) => origin))]
}

async function discoveryFinding(address: string, issuer: string): Promise<Finding | null> {
  const answer = await ask(address)
  if (!answer) return 'unreachable'
  const document: unknown = await answer.json().catch(() => null)
  if (!answer.ok || typeof document !== 'object' || document === null) return 'no-discovery'
  return 'issuer' in document && document.issuer === issuer ? null : 'other-issuer'
}

/** Any answer will do: what is there besides the callback is not our concern. */
async function originFinding(origin: string): Promise<Finding | null> {
  return (await ask(origin)) ? null : 'unreachable'
}

/** The standard wants 400 for a notice without a token (Back-Channel Logout §2.8). */
async function noticeFinding(address: string): Promise<Finding | null> {
  const answer = await ask(address, { method: 'POST', body: new URLSearchParams() })
  if (!answer) return 'unreachable'
  if (answer.status >= 500) return 'server-error'
  if (answer.status >= 300 && answer.status < 400) return 'redirects'
  return [401, 403, 404, 405].includes(answer.status) ? 'refuses-notices' : null
}

/** Null without an answer in time. */
async function ask(address: string, init: RequestInit = {}): Promise<Response | null> {
  const signal = AbortSignal.timeout(WAIT_MS)
  return fetch(address, { redirect: 'manual', ...init, signal }).catch(() => null)
}
