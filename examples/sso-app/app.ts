/** A small application whose users log in at Gatehouse. */
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { endSession, endSessionsOf, findSession, startSession } from './sessions'
import { settings } from './settings'

const COOKIE = 'notes'
/** Keeps what the answer must match while the user is away. */
const WAITING = 'notes_log_in'
const callback = `${settings.origin}/callback`
const cookie = { httpOnly: true, sameSite: 'Lax', path: '/' } as const

/** Gatehouse tells about itself, so only the issuer is named here. */
const gatehouse = client.discovery(
  settings.issuer,
  settings.clientId,
  { id_token_signed_response_alg: 'ES256' },
  client.ClientSecretBasic(settings.clientSecret),
  { execute: settings.issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [] },
)

export const app = new Hono()

app.get('/', (c) => {
  const session = findSession(getCookie(c, COOKIE))
  if (!session) return c.html('<h1>Notes</h1><p><a href="/log-in">Log in</a></p>')
  return c.html(
    `<h1>Notes of ${escaped(session.name)}</h1>
     <form method="post" action="/log-out"><button>Log out</button></form>`,
  )
})

app.get('/log-in', async (c) => {
  const checks = { verifier: client.randomPKCECodeVerifier(), state: client.randomState() }
  setCookie(c, WAITING, JSON.stringify(checks), { ...cookie, maxAge: 600 })
  const url = client.buildAuthorizationUrl(await gatehouse, {
    redirect_uri: callback,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
    state: checks.state,
  })
  return c.redirect(url.href)
})

app.get('/callback', async (c) => {
  const { verifier, state } = JSON.parse(getCookie(c, WAITING) ?? '{}') as Record<string, string>
  const tokens = await client.authorizationCodeGrant(await gatehouse, new URL(c.req.url), {
    ...(verifier === undefined ? {} : { pkceCodeVerifier: verifier }),
    ...(state === undefined ? {} : { expectedState: state }),
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  const { name } = await client.fetchUserInfo(
    await gatehouse,
    tokens.access_token,
    claims?.sub ?? '',
  )
  const session = { sid: String(claims?.sid), name: name ?? 'you', idToken: tokens.id_token ?? '' }
  setCookie(c, COOKIE, startSession(session), cookie)
  return c.redirect('/')
})

/** Ends the session here, and then the one at Gatehouse. */
app.post('/log-out', async (c) => {
  const id = getCookie(c, COOKIE)
  const session = findSession(id)
  endSession(id)
  if (!session) return c.redirect('/')
  const url = client.buildEndSessionUrl(await gatehouse, {
    id_token_hint: session.idToken,
    post_logout_redirect_uri: `${settings.origin}/`,
  })
  return c.redirect(url.href)
})

/** Gatehouse tells here that a session ended, whatever ended it. */
app.post('/back-channel-log-out', async (c) => {
  const { logout_token: token } = await c.req.parseBody()
  const { jwks_uri: keys = '' } = (await gatehouse).serverMetadata()
  const { payload } = await jwtVerify(String(token), createRemoteJWKSet(new URL(keys)), {
    issuer: settings.issuer.origin,
    audience: settings.clientId,
    typ: 'logout+jwt',
  })
  endSessionsOf(String(payload.sid))
  return c.body(null, 204)
})

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
