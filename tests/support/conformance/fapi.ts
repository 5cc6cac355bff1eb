/** The negative cases of FAPI 2.0, as far as they apply. @see FAPI 2.0 Security Profile */
import { calculateJwkThumbprint, exportJWK } from 'jose'
import { eq } from 'drizzle-orm'
import { transaction, write } from '@/db/connection'
import { updateApp } from '@/db/queries/apps'
import { oauthArtifacts } from '@/db/tables'
import type { AppId } from '@/lib/base/ids'
import { ask } from '../http'
import {
  asking,
  bearing,
  codeForm,
  exchanged,
  inWords,
  posted,
  seen,
  seenAt,
  tokenWords,
  userInfo,
  tokensIn,
  type Case,
  type Given,
  type Plan,
  type Query,
} from './case'
import { assertion, dpop, newKey, now, type Key } from './proof'

const PAR = '/oauth/par'
const TOKEN = '/oauth/token'

/** The answer to a pushed request with this change. */
async function pushing(given: Given, change: Query = {}) {
  const { url } = await asking(given, change)
  return posted(given, PAR, Object.fromEntries(url.searchParams))
}

const pushed = (name: string, change: Query, answer: string, wants = 'an error'): Case => ({
  name: `par-${name}`,
  wants,
  answer,
  see: async (given) => inWords(await pushing(given, change), given.origin),
})

/** The address that a browser is sent to with a pushed request. */
async function pushedUrl(given: Given, clientId = given.app.id): Promise<URL> {
  const { request_uri: uri } = JSON.parse((await pushing(given)).body) as { request_uri: string }
  const url = new URL('/oauth/authorize', given.origin)
  url.search = new URLSearchParams({ client_id: clientId, request_uri: uri }).toString()
  return url
}

const REQUESTS: Case[] = [
  {
    name: 'happy-flow by a pushed request',
    wants: 'a code',
    answer: 'code',
    see: async (given) => seenAt(await pushedUrl(given), given.cookie),
  },
  {
    name: 'par-attempt-reuse-request_uri',
    wants: 'an error',
    answer: 'our page, 400',
    see: async (given) => {
      const url = await pushedUrl(given)
      await seenAt(url, given.cookie)
      return seenAt(url, given.cookie)
    },
  },
  {
    name: 'par-attempt-to-use-expired-request_uri',
    wants: 'an error',
    answer: 'our page, 400',
    see: async (given) => {
      const url = await pushedUrl(given)
      await expirePushed()
      return seenAt(url, given.cookie)
    },
  },
  {
    name: 'par-attempt-to-use-request_uri-for-different-client',
    wants: 'an error',
    answer: 'our page, 400',
    see: async (given) => seenAt(await pushedUrl(given, (await given.another()).id), given.cookie),
  },
  pushed(
    'authorization-request-containing-request_uri',
    { request_uri: 'urn:x:y' },
    '400 request_uri_not_supported',
  ),
  pushed(
    'ensure-pkce-required',
    { code_challenge: null, code_challenge_method: null },
    '400 invalid_request',
  ),
  pushed('plain-pkce-rejected', { code_challenge_method: 'plain' }, '400 invalid_request'),
  pushed(
    'attempt-invalid-redirect_uri',
    { redirect_uri: 'https://rp.example/' },
    '400 invalid_request',
  ),
  pushed(
    'ensure-redirect-uri-in-authorization-request',
    { redirect_uri: null },
    '400 invalid_request',
  ),
  pushed(
    'ensure-response-type-code-idtoken-fails',
    { response_type: 'code id_token' },
    '400 unsupported_response_type',
  ),
  pushed(
    'ensure-response-type-token-fails',
    { response_type: 'token' },
    '400 unsupported_response_type',
  ),
  {
    name: 'par-attempt-invalid-http-method',
    wants: 'an error',
    answer: '404',
    see: async ({ origin }) => String((await ask(origin + PAR)).status),
  },
  {
    name: 'par-ensure-client-authentication-required',
    wants: '401 invalid_client',
    answer: '401 invalid_client',
    see: async (given) => {
      const app = { ...given.app, secret: null }
      return inWords(await pushing({ ...given, app }), given.origin)
    },
  },
  {
    name: 'ensure-unsigned-authorization-request-without-using-par-fails',
    wants: 'an error. We offer PAR, and do not require it',
    answer: 'code',
    see: (given) => seen(given),
  },
]

async function expirePushed(): Promise<void> {
  const model = 'PushedAuthorizationRequest'
  await transaction({ locks: 'none' }, () =>
    write((db) =>
      db
        .update(oauthArtifacts)
        .set({ expiresAt: new Date(0), payload: '{}' })
        .where(eq(oauthArtifacts.model, model)),
    ),
  )
}

const CODES: Case[] = [
  {
    name: 'ensure-pkce-code-verifier-required',
    wants: 'an error',
    answer: '400 invalid_grant',
    see: async (given) => exchanged(given, { ...(await codeForm(given)), code_verifier: null }),
  },
  {
    name: 'incorrect-pkce-code-verifier-rejected',
    wants: 'an error',
    answer: '400 invalid_grant',
    see: async (given) =>
      exchanged(given, { ...(await codeForm(given)), code_verifier: 'x'.repeat(43) }),
  },
  {
    name: 'ensure-authorization-code-is-bound-to-client',
    wants: 'an error',
    answer: '400 invalid_grant',
    see: async (given) =>
      exchanged({ ...given, app: await given.another() }, await codeForm(given)),
  },
]

/** The exchange of a code with this proof. */
async function proved(given: Given, proofOf: (key: Key, url: string) => Promise<string>) {
  const proof = await proofOf(await newKey(), given.origin + TOKEN)
  return tokenWords(await posted(given, TOKEN, await codeForm(given), { dpop: proof }))
}

const proofCase = (
  name: string,
  proofOf: (key: Key, url: string) => Promise<string>,
  answer = '400 invalid_dpop_proof',
): Case => ({
  name: `dpop-negative-tests: ${name}`,
  wants: answer === 'tokens' ? 'tokens' : 'an error',
  answer,
  see: (given) => proved(given, proofOf),
})

const PROOFS: Case[] = [
  proofCase('a good proof', (key, url) => dpop(key, url), 'tokens'),
  proofCase('another method', (key, url) => dpop(key, url, { claims: { htm: 'GET' } })),
  proofCase('another address', (key, url) => dpop(key, `${url}/more`)),
  proofCase('another type', (key, url) => dpop(key, url, { typ: 'jwt' })),
  proofCase('an old one', (key, url) => dpop(key, url, { claims: { iat: now() - 3600 } })),
  proofCase('one of tomorrow', (key, url) => dpop(key, url, { claims: { iat: now() + 3600 } })),
  proofCase('without an id', (key, url) => dpop(key, url, { claims: { jti: undefined } })),
  proofCase('by another key than it names', async (key, url) =>
    dpop(key, url, { jwk: (await newKey()).jwk }),
  ),
  proofCase('with the private key in it', async (key, url) =>
    dpop(key, url, { jwk: await exportJWK(key.privateKey) }),
  ),
  {
    name: 'dpop-negative-tests: the same proof twice',
    wants: 'an error',
    answer: '400 invalid_grant',
    see: async (given) => {
      const proof = await dpop(await newKey(), given.origin + TOKEN)
      await proved(given, async () => proof)
      return proved(given, async () => proof)
    },
  },
  {
    name: 'ensure-token-endpoint-fails-with-mismatched-dpop-jkt',
    wants: 'an error',
    answer: '400 invalid_grant',
    see: async (given) => {
      const form = await codeForm(given, {
        dpop_jkt: await calculateJwkThumbprint((await newKey()).jwk),
      })
      const proof = await dpop(await newKey(), given.origin + TOKEN)
      return tokenWords(await posted(given, TOKEN, form, { dpop: proof }))
    },
  },
  {
    name: 'ensure-holder-of-key-required',
    wants: 'a bound token opens nothing without its key',
    answer: '401 invalid_token',
    see: async (given) => {
      const proof = await dpop(await newKey(), given.origin + TOKEN)
      const answer = await posted(given, TOKEN, await codeForm(given), { dpop: proof })
      return userInfo(given.origin, bearing(tokensIn(answer)))
    },
  },
]

const asserted = (
  name: string,
  answer: string,
  make: (key: Key, to: { id: string; issuer: string }) => Promise<string>,
): Case => ({
  name: `ensure-client-assertion: ${name}`,
  wants: answer === '201' ? 'accepted' : 'an error',
  answer,
  see: async (given) => {
    const key = await newKey()
    const app = { ...(await given.another()), secret: null }
    const jwks = JSON.stringify({ keys: [key.jwk] })
    await transaction({ locks: 'all' }, () => updateApp(app.id as AppId, { jwks }))
    const { url } = await asking({ app })
    const answered = await posted({ ...given, app }, PAR, {
      ...Object.fromEntries(url.searchParams),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await make(key, { id: app.id, issuer: given.origin }),
    })
    return inWords(answered, given.origin)
  },
})

const ASSERTIONS: Case[] = [
  asserted('a good one', '201', assertion),
  asserted('by another key', '401 invalid_client', async (_, to) => assertion(await newKey(), to)),
  asserted('expired', '401 invalid_client', (key, to) =>
    assertion(key, to, { iat: now() - 600, exp: now() - 300 }),
  ),
  asserted('for another audience', '401 invalid_client', (key, to) =>
    assertion(key, to, { aud: 'https://other.example' }),
  ),
  asserted('of another application', '401 invalid_client', (key, to) =>
    assertion(key, to, { iss: 'app_other' }),
  ),
  asserted('without an id', '401 invalid_client', (key, to) =>
    assertion(key, to, { jti: undefined }),
  ),
]

export const FAPI: Plan = {
  title: 'fapi2-security-profile-final-test-plan (negative cases)',
  cases: [...REQUESTS, ...CODES, ...PROOFS, ...ASSERTIONS],
}
