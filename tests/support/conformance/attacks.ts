/** The attacks of RFC 9700 §4, each tried. */
import { ask } from '../http'
import { submit } from '../client'
import { PASSWORD } from '../accounts'
import { callbackAddress } from '../relying-party'
import {
  asking,
  bearing,
  codeForm,
  exchanged,
  inWords,
  posted,
  returnedBy,
  seen,
  signedIn,
  tokensIn,
  userInfo,
  visit,
  type Case,
  type Given,
  type Plan,
  type Query,
} from './case'

const redirected = (name: string, change: (registered: string) => string): Case => ({
  name: `§4.1 redirect address: ${name}`,
  wants: 'no redirect',
  answer: 'our page, 400',
  see: async (given) => seen(given, { redirect_uri: change(await callbackAddress()) }),
})

const REDIRECTS: Case[] = [
  redirected('another host', () => 'https://evil.example/callback'),
  redirected('the host as a part of another', (at) =>
    at.replace('localhost', 'localhost.evil.example'),
  ),
  redirected('the host as a user name', (at) => at.replace('localhost', 'localhost@evil.example')),
  redirected('another port', (at) => at.replace(/:\d+/, ':9')),
  redirected('another scheme', (at) => at.replace('http:', 'https:')),
  redirected('a longer path', (at) => `${at}/more`),
  redirected('a path that climbs', (at) => `${at}/../other`),
  redirected('an encoded path that climbs', (at) => `${at}/%2e%2e/other`),
  redirected('a slash at its end', (at) => `${at}/`),
  redirected('other case', (at) => at.replace('callback', 'Callback')),
  redirected('a fragment', (at) => `${at}#more`),
  redirected('a query', (at) => `${at}?client_id=x`),
  redirected('a backslash', (at) => at.replace('/callback', '\\@evil.example/callback')),
  redirected('a line break', (at) => `${at}\r\nlocation: https://evil.example`),
  {
    name: '§4.1 redirect address: two of them',
    wants: 'no redirect',
    answer: 'our page, 400',
    see: async (given) => {
      const { url } = await asking(given)
      url.searchParams.append('redirect_uri', 'https://evil.example/')
      return inWords(await visit(url, given.cookie), url.href)
    },
  },
]

/** The value of a header on each page of a log-in that leads to the application. */
async function onPages(given: Given, header: (headers: Record<string, unknown>) => unknown) {
  const { url } = await asking({ app: await given.another({ firstParty: false }) })
  const values = new Set<unknown>()
  for (const cookie of ['', given.cookie]) {
    let at = url
    for (let hops = 0; hops < 3; hops += 1) {
      const answer = await visit(at, cookie)
      if (answer.headers.location === undefined) {
        values.add(header(answer.headers))
        break
      }
      at = new URL(answer.headers.location, at)
    }
  }
  return [...values].join(', ')
}

const LEAKS: Case[] = [
  {
    name: '§4.2 Referer of our pages',
    wants: 'no address of ours reaches others',
    answer: 'same-origin',
    see: (given) => onPages(given, (headers) => headers['referrer-policy']),
  },
  {
    name: '§4.3.1 code in the history or a cache',
    wants: 'the answer is not stored, and the code works once',
    answer: 'no-store, 400 invalid_grant',
    see: async (given) => {
      const { headers } = await visit((await asking(given)).url, given.cookie)
      const form = await codeForm(given)
      await posted(given, '/oauth/token', form)
      return `${headers['cache-control']}, ${await exchanged(given, form)}`
    },
  },
  {
    name: '§4.3.2 access token in an address',
    wants: 'it is not taken from there',
    answer: '400 invalid_request',
    see: async (given) => {
      const { access_token: token } = await signedIn(given)
      return userInfo(given.origin, {}, `?access_token=${token}`)
    },
  },
]

const issued = (name: string, change: Query, cookie?: string): Case => ({
  name: `§4.4 mix-up: ${name}`,
  wants: 'the answer names its issuer (RFC 9207)',
  answer: 'iss',
  see: async (given) => {
    const { url } = await asking(given, change)
    const returned = returnedBy(await visit(url, cookie ?? given.cookie))
    return returned?.iss === given.origin ? 'iss' : 'no iss'
  },
})

const MIX_UPS: Case[] = [
  issued('with a code', {}),
  issued('with an error', { prompt: 'none' }, ''),
  issued('in a fragment', { response_mode: 'fragment' }),
  issued('in a form', { response_mode: 'form_post' }),
]

/** For software that cannot do PKCE. */
const withoutPkce = async (given: Given) => ({
  ...given,
  app: await given.another({ requirePkce: false }),
})
const NO_CHALLENGE = { code_challenge: null, code_challenge_method: null }

const CODES: Case[] = [
  {
    name: '§4.5 code injection: another verifier',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) => {
      const [victim, attacker] = [await codeForm(given), await codeForm(given)]
      return exchanged(given, { ...victim, code_verifier: attacker.code_verifier })
    },
  },
  {
    name: '§4.5 code injection: another application',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) =>
      exchanged({ ...given, app: await given.another() }, await codeForm(given)),
  },
  {
    name: '§4.5 code injection: another redirect address',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) => {
      const [one, two] = [await callbackAddress(), `${await callbackAddress()}/two`]
      const app = await given.another({ redirectUris: [one, two] })
      const form = await codeForm({ ...given, app }, { redirect_uri: one })
      return exchanged({ ...given, app }, { ...form, redirect_uri: two })
    },
  },
  {
    name: '§4.8 PKCE downgrade: no challenge',
    wants: 'invalid_request',
    answer: 'invalid_request',
    see: (given) => seen(given, NO_CHALLENGE),
  },
  {
    name: '§4.8 PKCE downgrade: no challenge and no nonce, by one that cannot do PKCE',
    wants: 'invalid_request',
    answer: 'invalid_request',
    see: async (given) => seen(await withoutPkce(given), { ...NO_CHALLENGE, nonce: null }),
  },
  {
    name: '§4.8 PKCE downgrade: a verifier for a code that had no challenge',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) => {
      const plain = await withoutPkce(given)
      return exchanged(plain, await codeForm(plain, NO_CHALLENGE))
    },
  },
  {
    name: '§4.8 PKCE downgrade: no verifier for a code that had a challenge',
    wants: 'invalid_grant',
    answer: '400 invalid_grant',
    see: async (given) => {
      const plain = await withoutPkce(given)
      return exchanged(plain, { ...(await codeForm(plain)), code_verifier: null })
    },
  },
]

/** What a token of one kind opens in the place of another. */
const substituted = (
  name: string,
  answer: string,
  see: (given: Given) => Promise<string>,
): Case => ({ name: `§4.6 token substitution: ${name}`, wants: 'an error', answer, see })

const refreshed = (given: Given, token: string) =>
  exchanged(given, { grant_type: 'refresh_token', refresh_token: token })

const SUBSTITUTIONS: Case[] = [
  substituted('a response type with an access token', 'unsupported_response_type', (given) =>
    seen(given, { response_type: 'token' }),
  ),
  substituted('an ID token as an access token', '401 invalid_token', async (given) => {
    const { id_token: token } = await signedIn(given)
    return userInfo(given.origin, bearing({ access_token: token } as never))
  }),
  substituted('a refresh token as an access token', '401 invalid_token', async (given) => {
    const { refresh_token: token } = await signedIn(given)
    return userInfo(given.origin, bearing({ access_token: token } as never))
  }),
  substituted('an access token of our own session', '401 invalid_token', (given) =>
    userInfo(given.origin, bearing({ access_token: given.tokens.access } as never)),
  ),
  substituted('an access token as a refresh token', '400 invalid_grant', async (given) =>
    refreshed(given, (await signedIn(given)).access_token),
  ),
  substituted('a code as a refresh token', '400 invalid_grant', async (given) =>
    refreshed(given, (await codeForm(given)).code),
  ),
  substituted('a refresh token as a code', '400 invalid_grant', async (given) => {
    const { refresh_token: code } = await signedIn(given)
    return exchanged(given, { ...(await codeForm(given)), code })
  }),
]

const OTHERS: Case[] = [
  {
    name: '§4.7 CSRF: the state comes back',
    wants: 'unchanged',
    answer: 'a b&c=%20/?#é',
    see: async (given) => {
      const { url } = await asking(given, { state: 'a b&c=%20/?#é' })
      const { headers } = await visit(url, given.cookie)
      return new URL(headers.location ?? '', url).searchParams.get('state') ?? 'no state'
    },
  },
  {
    name: '§4.11 open redirector: an error for an address that is not registered',
    wants: 'no redirect',
    answer: 'our page, 400',
    see: (given) =>
      seen(given, { redirect_uri: 'https://evil.example/', response_type: 'none', prompt: 'none' }),
  },
  {
    name: '§4.11 open redirector: an unknown application',
    wants: 'no redirect',
    answer: 'our page, 400',
    see: (given) =>
      seen(given, { client_id: 'app_unknown', redirect_uri: 'https://evil.example/' }),
  },
  {
    name: '§4.12 redirect with 307 after a password',
    wants: '303, so that browsers do not post the password again',
    answer: '303',
    see: async ({ origin, email }) => {
      const fields = { email, password: PASSWORD }
      return String((await submit(origin, '/login?next=/dashboard', fields)).status)
    },
  },
  {
    name: '§4.13 proxy: forged headers about the origin',
    wants: 'the same endpoints and issuer',
    answer: 'true',
    see: async ({ origin }) => {
      const url = `${origin}/.well-known/openid-configuration`
      const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }
      return String((await ask(url)).body === (await ask(url, { headers: forged })).body)
    },
  },
  {
    name: '§4.14 refresh token of another application',
    wants: 'invalid_grant, and the owner goes on',
    answer: '400 invalid_grant, tokens',
    see: async (given) => {
      const { refresh_token: token } = await signedIn(given)
      const thief = await refreshed({ ...given, app: await given.another() }, token)
      return `${thief}, ${await refreshed(given, token)}`
    },
  },
  {
    name: '§4.14 replay of a refresh token that rotates',
    wants: 'the grant ends, for the thief too',
    answer: '400 invalid_grant, 400 invalid_grant',
    see: async (given) => {
      const browser = { ...given, app: await given.another({ kind: 'browser' }) }
      const { refresh_token: first } = await signedIn(browser)
      const next = async (token: string) => {
        const form = { grant_type: 'refresh_token', refresh_token: token }
        return tokensIn(await posted(browser, '/oauth/token', form)).refresh_token
      }
      const third = await next(await next(first))
      return `${await refreshed(browser, first)}, ${await refreshed(browser, third)}`
    },
  },
  {
    name: '§4.16 clickjacking',
    wants: 'no page may be framed',
    answer: "frame-ancestors 'none'",
    see: (given) =>
      onPages(given, (headers) =>
        String(headers['content-security-policy'])
          .split('; ')
          .find((part) => part.startsWith('frame-ancestors')),
      ),
  },
  {
    name: '§4.17 answer by a message to another window',
    wants: 'not offered',
    answer: 'unsupported_response_mode',
    see: (given) => seen(given, { response_mode: 'web_message' }),
  },
]

export const ATTACKS: Plan = {
  title: 'RFC 9700 §4',
  cases: [...REDIRECTS, ...LEAKS, ...MIX_UPS, ...CODES, ...SUBSTITUTIONS, ...OTHERS],
}
