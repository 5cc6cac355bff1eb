/** An application of someone else's making: openid-client, as its users run it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { createApp } from '@/lib/apps/create'
import type { AppInput } from '@/lib/apps/entered'
import { COMMAND_LINE } from '@/lib/permissions/operator'

/** Where browsers come back to: an address that answers everything. */
export async function callbackAddress(): Promise<string> {
  return `${await (origin ??= startAnswering())}/callback`
}

let origin: Promise<string> | undefined

async function startAnswering(): Promise<string> {
  const server = createServer((req, res) => {
    res.setHeader('content-type', 'text/plain')
    req.resume().on('end', () => res.end('the application'))
  })
  server.listen(0)
  await once(server, 'listening')
  server.unref()
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

export interface RelyingParty {
  readonly config: client.Configuration
  readonly id: string
  readonly secret: string | null
}

/** Registers an application at `issuer`, and lets it discover everything else. */
export async function givenApp(
  issuer: string,
  input: Partial<AppInput> = {},
): Promise<RelyingParty> {
  const created = await createApp(COMMAND_LINE, {
    name: 'Sample',
    kind: 'web',
    firstParty: true,
    redirectUris: [await callbackAddress()],
    postLogoutRedirectUris: [(await callbackAddress()).replace('callback', 'bye')],
    backchannelLogoutUri: null,
    ...input,
  })
  if (!created.ok) throw new Error(created.reason)
  const { app, secret } = created
  const metadata = { id_token_signed_response_alg: input.idTokenAlg ?? 'ES256' }
  const config = await client.discovery(
    new URL(issuer),
    app.id,
    metadata,
    secret === null ? client.None() : client.ClientSecretBasic(secret),
    { execute: [client.allowInsecureRequests] },
  )
  return { config, id: app.id, secret }
}

/** A request to log a user in, and what its answer must match. */
export interface SignInRequest {
  readonly url: URL
  readonly checks: client.AuthorizationCodeGrantChecks
}

export async function signInRequest(
  { config }: RelyingParty,
  more: Record<string, string> = {},
): Promise<SignInRequest> {
  const verifier = client.randomPKCECodeVerifier()
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: await callbackAddress(),
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  })
  return { url, checks }
}

/** Where `url` leads a browser with these cookies: the `Location` of the answer. */
export async function sentTo(url: URL | string, cookie = ''): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`${url} answered ${answer.status} and led nowhere`)
  return new URL(location, url)
}

/** Signs the user of `cookie` in to an application that asks no question. @returns its tokens */
export async function signInTo(
  app: RelyingParty,
  cookie: string,
  more: Record<string, string> = {},
) {
  const { url, checks } = await signInRequest(app, more)
  return client.authorizationCodeGrant(app.config, await sentTo(url, cookie), checks)
}

/** The standard's error code of a refused call. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'error' in error ? error.error : error),
  )
}

export { client }
