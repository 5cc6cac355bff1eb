/** The plans for a basic provider. @see https://gitlab.com/openid/conformance-suite */
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { rotateKeys } from '@/lib/keys/rotate'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { ask, fromPageOn } from '../http'
import { callbackAddress, client, signInTo } from '../relying-party'
import { changeSigningKeys } from '../rows'
import { cookieHeader, oldTokensFor } from '../session'
import {
  asking,
  bearing,
  codeForm,
  exchanged,
  posted,
  seen,
  seenAt,
  signedIn,
  tokensIn,
  userInfo,
  type Case,
  type Given,
  type Plan,
  type Query,
} from './case'

/** A request that is answered by a code whatever it also asks for. */
const ignored = (name: string, change: Query, wants: string): Case => ({
  name,
  wants,
  answer: 'code',
  see: (given) => seen(given, change),
})

const scoped = (name: string, scope: string, answer: string): Case => ({
  name,
  wants: `the claims of \`${scope}\`, as far as there are any`,
  answer,
  see: async (given) => userInfo(given.origin, bearing(await signedIn(given, { scope }))),
})

const ANSWERS: Case[] = [
  {
    name: 'oidcc-server',
    wants: 'a code, and an ID token that the key set verifies',
    answer: 'email email_verified name sub',
    see: async (given) => {
      client.enableNonRepudiationChecks(given.app.config)
      const tokens = await signInTo(given.app, given.cookie)
      const sub = tokens.claims()?.sub ?? ''
      const told = await client.fetchUserInfo(given.app.config, tokens.access_token, sub)
      return Object.keys(told).sort().join(' ')
    },
  },
  {
    name: 'oidcc-response-type-missing',
    wants: 'an error, by redirect or shown',
    answer: 'invalid_request',
    see: (given) => seen(given, { response_type: null }),
  },
  {
    name: 'oidcc-idtoken-unsigned',
    wants: 'no unsigned ID token unless the client registered it',
    answer: 'ES256',
    see: async (given) => String(decodeProtectedHeader((await signedIn(given)).id_token).alg),
  },
  {
    name: 'oidcc-userinfo-get',
    wants: 'claims for a token in the header',
    answer: 'email email_verified name sub',
    see: async (given) => userInfo(given.origin, bearing(await signedIn(given))),
  },
  {
    name: 'oidcc-userinfo-post-header',
    wants: 'the same by POST',
    answer: 'email email_verified name sub',
    see: async (given) =>
      userInfo(given.origin, { method: 'POST', ...bearing(await signedIn(given)) }),
  },
  {
    name: 'oidcc-userinfo-post-body',
    wants: 'the same for a token in the form',
    answer: 'email email_verified name sub',
    see: async (given) =>
      userInfo(given.origin, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `access_token=${(await signedIn(given)).access_token}`,
      }),
  },
  {
    name: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
    wants: 'tokens',
    answer: 'tokens',
    see: async (given) => exchanged(given, await codeForm(given, { nonce: null })),
  },
  scoped('oidcc-scope-profile', 'openid profile', 'name sub'),
  scoped('oidcc-scope-email', 'openid email', 'email email_verified sub'),
  scoped('oidcc-scope-address', 'openid address', 'sub'),
  scoped('oidcc-scope-phone', 'openid phone', 'sub'),
  scoped('oidcc-scope-all', 'openid profile email address phone', 'email email_verified name sub'),
  scoped('oidcc-ensure-other-scope-order-succeeds', 'email openid', 'email email_verified sub'),
  {
    name: 'oidcc-claims-essential',
    wants: 'the claim that is asked for',
    answer: 'name sub',
    see: async (given) => {
      const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
      return userInfo(given.origin, bearing(await signedIn(given, { scope: 'openid', claims })))
    },
  },
]

const REQUESTS: Case[] = [
  ignored('oidcc-display-page', { display: 'page' }, 'no error'),
  ignored('oidcc-display-popup', { display: 'popup' }, 'no error'),
  {
    name: 'oidcc-prompt-login',
    wants: 'the user logs in again',
    answer: 'password page',
    see: (given) => seen(given, { prompt: 'login' }),
  },
  {
    name: 'oidcc-prompt-none-not-logged-in',
    wants: 'login_required',
    answer: 'login_required',
    see: (given) => seen(given, { prompt: 'none' }, ''),
  },
  ignored('oidcc-prompt-none-logged-in', { prompt: 'none' }, 'a code without a page'),
  {
    name: 'oidcc-max-age-1',
    wants: 'the user logs in again',
    answer: 'password page',
    see: async (given) => seen(given, { max_age: '1' }, cookieHeader(await oldTokensFor(given))),
  },
  {
    name: 'oidcc-max-age-10000',
    wants: 'no second log-in, and the same auth_time',
    answer: 'true',
    see: async (given) => {
      const [first, second] = [await signedIn(given), await signedIn(given, { max_age: '10000' })]
      const time = ({ id_token: token }: typeof first) => decodeJwt(token).auth_time
      return String(typeof time(first) === 'number' && time(first) === time(second))
    },
  },
  ignored(
    'oidcc-ensure-request-with-unknown-parameter-succeeds',
    { extra: 'foobar' },
    'it is ignored',
  ),
  {
    name: 'oidcc-id-token-hint',
    wants: 'a code without a page',
    answer: 'code',
    see: async (given) => {
      const { id_token: hint } = await signedIn(given)
      return seen(given, { prompt: 'none', id_token_hint: hint })
    },
  },
  {
    name: 'oidcc-login-hint',
    wants: 'no error',
    answer: 'log-in page',
    see: (given) => seen(given, { login_hint: given.email }, ''),
  },
  ignored('oidcc-ui-locales', { ui_locales: 'se' }, 'no error'),
  ignored('oidcc-claims-locales', { claims_locales: 'se' }, 'no error'),
  ignored('oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }, 'no error'),
  {
    name: 'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
    wants: 'request_not_supported',
    answer: 'request_not_supported',
    see: (given) => seen(given, { request: 'eyJhbGciOiJub25lIn0.e30.' }),
  },
  {
    name: 'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
    wants: 'request_uri_not_supported, or invalid_request_uri where there is PAR',
    answer: 'request_uri_not_supported',
    see: (given) => seen(given, { request_uri: 'https://rp.example/request.jwt' }),
  },
  {
    name: 'oidcc-ensure-post-request-succeeds',
    wants: 'a code',
    answer: 'code',
    see: async (given) => {
      const { url } = await asking(given)
      const form = { method: 'POST', body: url.search.slice(1) }
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await ask(url.origin + url.pathname, {
        ...form,
        headers: { ...headers, ...fromPageOn('https://rp.example') },
      })
      return seenAt(new URL(answer.headers.location ?? '', url), given.cookie)
    },
  },
]

const ADDRESSES: Case[] = [
  {
    name: 'oidcc-ensure-registered-redirect-uri',
    wants: 'an error that is shown, and no redirect',
    answer: 'our page, 400',
    see: (given) => seen(given, { redirect_uri: 'https://rp.example/callback' }),
  },
  {
    name: 'oidcc-redirect-uri-query-added',
    wants: 'the same',
    answer: 'our page, 400',
    see: async (given) => seen(given, { redirect_uri: `${await callbackAddress()}?foo=bar` }),
  },
  {
    name: 'oidcc-redirect-uri-query-mismatch',
    wants: 'the same',
    answer: 'our page, 400',
    see: async (given) => {
      const app = await withQuery(given)
      return seen({ ...given, app }, { redirect_uri: `${await callbackAddress()}?foo=baz` })
    },
  },
  {
    name: 'oidcc-redirect-uri-query-OK',
    wants: 'a code at the registered address',
    answer: 'code',
    see: async (given) => {
      const app = await withQuery(given)
      return seen({ ...given, app }, { redirect_uri: `${await callbackAddress()}?foo=bar` })
    },
  },
]

const withQuery = async ({ another }: Given) =>
  another({ redirectUris: [`${await callbackAddress()}?foo=bar`] })

const TOKENS: Case[] = [
  {
    name: 'oidcc-server-client-secret-post',
    wants: 'tokens',
    answer: 'tokens',
    see: async (given) => {
      const { id, secret } = given.app
      const app = { ...given.app, secret: null }
      const form = { ...(await codeForm(given)), client_id: id, client_secret: secret }
      return exchanged({ ...given, app }, form)
    },
  },
  {
    name: 'oidcc-codereuse',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) => {
      const form = await codeForm(given)
      await posted(given, '/oauth/token', form)
      return exchanged(given, form)
    },
  },
  {
    name: 'oidcc-codereuse-30seconds',
    wants: 'the same, whenever; the access token should be dead',
    answer: '401 invalid_token',
    see: async (given) => {
      const form = await codeForm(given)
      const tokens = tokensIn(await posted(given, '/oauth/token', form))
      await posted(given, '/oauth/token', form)
      return userInfo(given.origin, bearing(tokens))
    },
  },
  {
    name: 'oidcc-refresh-token',
    wants: 'tokens; for another client invalid_grant',
    answer: 'tokens, 400 invalid_grant',
    see: async (given) => {
      const { refresh_token: token } = await signedIn(given)
      const form = { grant_type: 'refresh_token', refresh_token: token }
      const other = { ...given, app: await given.another() }
      return `${await exchanged(given, form)}, ${await exchanged(other, form)}`
    },
  },
  {
    name: 'oidcc-ensure-request-with-valid-pkce-succeeds',
    wants: 'tokens',
    answer: 'tokens',
    see: async (given) => exchanged(given, await codeForm(given)),
  },
  {
    name: 'oidcc-server-rotate-keys',
    wants: 'another key signs, and both are published',
    answer: 'another key, both published',
    see: async (given) => {
      const kid = async () => decodeProtectedHeader((await signedIn(given)).id_token).kid
      const before = await kid()
      await changeSigningKeys({ createdAt: new Date(0) })
      await rotateKeys(COMMAND_LINE)
      const after = await kid()
      const { body } = await ask(`${given.origin}/.well-known/jwks.json`)
      const { keys } = JSON.parse(body) as { keys: { kid: string }[] }
      const areThere = [before, after].every((id) => keys.some((key) => key.kid === id))
      return `${before === after ? 'the same key' : 'another key'}, ${areThere ? 'both' : 'not both'} published`
    },
  },
]

const DISCOVERY: Case[] = [
  {
    name: 'oidcc-discovery-endpoint-verification',
    wants: 'the issuer, what is required, and endpoints of this issuer',
    answer: 'complete',
    see: async ({ origin }) => {
      const { body } = await ask(`${origin}/.well-known/openid-configuration`)
      const found = JSON.parse(body) as Record<string, string | string[]>
      const missing = REQUIRED.filter((name) => found[name] === undefined)
      const elsewhere = Object.entries(found).filter(
        ([name, value]) => /_(endpoint|uri)$/.test(name) && !String(value).startsWith(origin),
      )
      const isComplete = missing.length + elsewhere.length === 0 && found.issuer === origin
      return isComplete ? 'complete' : JSON.stringify({ missing, elsewhere })
    },
  },
]

const REQUIRED = [
  ...['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'],
  ...['response_types_supported', 'subject_types_supported', 'scopes_supported'],
  ...['id_token_signing_alg_values_supported', 'claims_supported'],
]

const byForm = (name: string, wants: string, answer: string, cookie?: string): Case => ({
  name,
  wants,
  answer,
  see: async (given) => {
    const { url } = await asking(given, { response_mode: 'form_post', prompt: 'none' })
    return seenAt(url, cookie ?? given.cookie)
  },
})

export const BASIC: Plan[] = [
  {
    title: 'oidcc-basic-certification-test-plan',
    cases: [...ANSWERS, ...REQUESTS, ...ADDRESSES, ...TOKENS],
  },
  { title: 'oidcc-config-certification-test-plan', cases: DISCOVERY },
  {
    title: 'oidcc-formpost-basic-certification-test-plan',
    cases: [
      byForm('oidcc-server', 'the code in a form that posts itself', 'posts code'),
      byForm(
        'oidcc-prompt-none-not-logged-in',
        'the error in such a form',
        'posts login_required',
        '',
      ),
    ],
  },
]
