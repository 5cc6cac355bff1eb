/** A thermometer without keyboard or browser, which acts for the user who connected it. */
import * as client from 'openid-client'
import { settings } from './settings'

const { issuer, clientId, service, origin } = settings
/** How the device names the service (RFC 8707). */
const resource = URL.canParse(service) ? service : `urn:gatehouse:service:${service}`
const READINGS = new URL(`${origin}/readings`)

export interface Thermometer {
  readonly gatehouse: client.Configuration
  /** Its key never leaves it, and every token is bound to that. */
  readonly DPoP: client.DPoPHandle
  access: string
  readonly refresh: string
}

/** Asks for access, shows a code, and waits until its user has typed it. */
export async function connect(show: (address: string, code: string) => void): Promise<Thermometer> {
  const insecure = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const gatehouse = await client.discovery(issuer, clientId, undefined, client.None(), {
    execute: insecure,
  })
  const DPoP = client.getDPoPHandle(gatehouse, await client.randomDPoPKeyPair())
  const asked = await client.initiateDeviceAuthorization(gatehouse, { scope: 'openid', resource })
  show(asked.verification_uri, asked.user_code)
  const options = { DPoP }
  const got = await client.pollDeviceAuthorizationGrant(gatehouse, asked, { resource }, options)
  // Bound to the key as well, so it stays the same.
  return { gatehouse, DPoP, access: got.access_token, refresh: got.refresh_token ?? '' }
}

/** Sends a reading, with a fresh proof and, if the token has expired, with a new token. */
export async function send(thermometer: Thermometer, celsius: number): Promise<Response> {
  const answer = await post(thermometer, celsius)
  if (answer.status !== 401 || !(await answer.clone().text()).includes('token-expired'))
    return answer
  const { gatehouse, DPoP, refresh } = thermometer
  const next = await client.refreshTokenGrant(gatehouse, refresh, { resource }, { DPoP })
  thermometer.access = next.access_token
  return post(thermometer, celsius)
}

async function post({ gatehouse, DPoP, access }: Thermometer, celsius: number): Promise<Response> {
  const sent = [
    JSON.stringify({ celsius }),
    new Headers({ 'content-type': 'application/json' }),
  ] as const
  try {
    return await client.fetchProtectedResource(gatehouse, access, READINGS, 'POST', ...sent, {
      DPoP,
    })
  } catch (error) {
    // The library throws a challenge.
    if (error instanceof client.WWWAuthenticateChallengeError) return error.response
    throw error
  }
}

/** What a thief can do who copied the token but has no key. */
export async function sendCopy({ access }: Thermometer): Promise<Response> {
  const headers = { authorization: `Bearer ${access}` }
  return fetch(READINGS, { method: 'POST', headers, body: '{"celsius": 50}' })
}
