/** Applications that sign users in by openid-client, without a browser. */
import * as oidc from 'openid-client'
import type { AppRecord } from '@/db/queries/apps'
import { CALLBACK } from './oauth-apps'
import { ask } from './http'
import { cookieHeader } from './session'

/** What the library knows after discovery. */
export async function clientOf(
  origin: string,
  { app, secret }: { app: AppRecord; secret: string | null },
): Promise<oidc.Configuration> {
  const authentication = secret === null ? oidc.None() : oidc.ClientSecretBasic(secret)
  return oidc.discovery(new URL(origin), app.id, undefined, authentication, {
    execute: [oidc.allowInsecureRequests],
  })
}

interface SignIn {
  /** Of the user's session with Gatehouse. */
  access: string
  /** Parameters of the request, such as `scope`. */
  request: Record<string, string>
  /** Parameters of the exchange of the code. */
  exchange?: Record<string, string>
  options?: oidc.DPoPOptions
}

/** Signs a user in to an application of the house, which asks nothing. */
export async function signInTo(
  client: oidc.Configuration,
  { access, request, exchange = {}, options }: SignIn,
) {
  const verifier = oidc.randomPKCECodeVerifier()
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...request,
  })
  const { headers } = await ask(url.href, { headers: { cookie: cookieHeader({ access }) } })
  const back = new URL(headers.location ?? '')
  return oidc.authorizationCodeGrant(
    client,
    back,
    { pkceCodeVerifier: verifier },
    exchange,
    options,
  )
}
