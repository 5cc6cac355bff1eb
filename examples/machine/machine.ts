/** A program that acts for itself: no user is there. */
import * as client from 'openid-client'
import { settings } from './settings'

const { issuer, clientId, clientSecret, service, origin } = settings
const STOCK = `${origin}/stock`

/** Gets a token for the service by the secret of this program (RFC 6749 §4.4). */
export async function token(): Promise<string> {
  const insecure = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const authentication = client.ClientSecretBasic(clientSecret)
  const gatehouse = await client.discovery(issuer, clientId, undefined, authentication, {
    execute: insecure,
  })
  const resource = URL.canParse(service) ? service : `urn:gatehouse:service:${service}`
  return (await client.clientCredentialsGrant(gatehouse, { resource })).access_token
}

export function stock(accessToken: string): Promise<Response> {
  return fetch(STOCK, { headers: { authorization: `Bearer ${accessToken}` } })
}
