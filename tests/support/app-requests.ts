/** What applications and their users' browsers ask, without a network. */
import { CALLBACK } from './oauth-apps'
import { answerTo, type Answer } from './protocol'
import { cookieHeader } from './session'

const VERIFIER = 'a'.repeat(43)
/** The SHA-256 of the verifier (RFC 7636 §4.2). */
const CHALLENGE = 'ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA'

/** An application; one that keeps no secret has null. */
export interface Requester {
  readonly id: string
  readonly secret: string | null
}

/**
 * Sends a browser to log in to an application of the house.
 *
 * @returns the code that the application gets; null if the browser is sent elsewhere
 */
export async function authorise(
  { id }: Requester,
  { access }: { readonly access: string },
  offline = false,
): Promise<string | null> {
  const query = new URLSearchParams({
    ...{ client_id: id, response_type: 'code', redirect_uri: CALLBACK },
    ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256' },
    scope: offline ? 'openid offline_access' : 'openid',
  })
  const headers = { cookie: cookieHeader({ access }) }
  const { location } = await answerTo({ path: `/oauth/authorize?${query}`, headers })
  return location?.href.startsWith(CALLBACK) ? location.searchParams.get('code') : null
}

function call({ id, secret }: Requester, path: string, form: Record<string, string>) {
  if (secret === null) return answerTo({ path, form: { ...form, client_id: id } })
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  return answerTo({ path, form, headers: { authorization } })
}

export function exchange(app: Requester, code: string): Promise<Answer> {
  const proof = { code, code_verifier: VERIFIER, redirect_uri: CALLBACK }
  return call(app, '/oauth/token', { grant_type: 'authorization_code', ...proof })
}

export function refreshGrant(app: Requester, token: string): Promise<Answer> {
  return call(app, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token })
}

export function credentials(app: Requester): Promise<Answer> {
  return call(app, '/oauth/token', { grant_type: 'client_credentials' })
}

export function revoke(app: Requester, token: string): Promise<Answer> {
  return call(app, '/oauth/revoke', { token })
}

export async function isActive(app: Requester, token: string): Promise<boolean> {
  return (await call(app, '/oauth/introspect', { token })).json.active === true
}

/** Whether userinfo takes the access token. */
export async function isWelcome(access: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${access}` }
  return (await answerTo({ path: '/oauth/userinfo', headers })).status === 200
}
