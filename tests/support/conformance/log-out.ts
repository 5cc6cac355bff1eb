/** The plans for log-outs. @see https://gitlab.com/openid/conformance-suite */
import { readLogoutToken, startLogoutReceiver } from '../logout-receiver'
import { callbackAddress } from '../relying-party'
import { cookieHeader } from '../session'
import {
  inWords,
  seen,
  signedIn,
  type Case,
  type Given,
  type Plan,
  type Query,
  visit,
} from './case'

/** Where the application registered that its users come back to. */
const bye = async () => (await callbackAddress()).replace('callback', 'bye')

/** What a log-out with these parameters leads to, and whether the user is logged in afterwards. */
async function loggedOut(given: Given, query: Query): Promise<string> {
  const url = new URL('/oauth/logout', given.origin)
  for (const [name, value] of Object.entries(query)) {
    if (value !== null) url.searchParams.set(name, value)
  }
  const answer = await visit(url, given.cookie)
  const { location } = answer.headers
  const isBack = location?.startsWith(await bye()) === true
  const led = isBack ? location.replace(await bye(), 'bye') : inWords(answer, url.href)
  // Without the refresh token, by which a browser would ask for a new session first.
  const browser = cookieHeader({ access: given.tokens.access })
  const isOut = (await seen(given, { prompt: 'none' }, browser)) === 'login_required'
  return `${led}, ${isOut ? 'logged out' : 'still logged in'}`
}

const wanted = (
  name: string,
  wants: string,
  answer: string,
  queryOf: (hint: string) => Promise<Query>,
): Case => ({
  name,
  wants,
  answer,
  see: async (given) => loggedOut(given, await queryOf((await signedIn(given)).id_token)),
})

const ASKED = 'the user is asked, or shown an error'
const QUESTION = 'log-out page, still logged in'
const REFUSED = 'our page, 400, still logged in'

const INITIATED: Case[] = [
  wanted(
    'oidcc-rp-initiated-logout',
    'logged out, and back with the state',
    'bye?state=xyz, logged out',
    async (hint) => ({
      id_token_hint: hint,
      post_logout_redirect_uri: await bye(),
      state: 'xyz',
    }),
  ),
  wanted(
    'oidcc-rp-initiated-logout-no-state',
    'the same without a state',
    'bye, logged out',
    async (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: await bye() }),
  ),
  wanted(
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
    'logged out, and a page of the provider',
    'log-in page, logged out',
    async (hint) => ({ id_token_hint: hint, state: 'xyz' }),
  ),
  wanted('oidcc-rp-initiated-logout-no-params', ASKED, QUESTION, async () => ({})),
  wanted('oidcc-rp-initiated-logout-only-state', ASKED, QUESTION, async () => ({ state: 'xyz' })),
  wanted('oidcc-rp-initiated-logout-no-id-token-hint', ASKED, QUESTION, async () => ({
    post_logout_redirect_uri: await bye(),
    state: 'xyz',
  })),
  wanted('oidcc-rp-initiated-logout-bad-id-token-hint', ASKED, QUESTION, async () => ({
    id_token_hint: 'not a token',
    post_logout_redirect_uri: await bye(),
    state: 'xyz',
  })),
  wanted('oidcc-rp-initiated-logout-modified-id-token-hint', ASKED, QUESTION, async (hint) => ({
    id_token_hint: `${hint.slice(0, -6)}AAAAAA`,
    post_logout_redirect_uri: await bye(),
    state: 'xyz',
  })),
  wanted(
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
    'an error that is shown, and no redirect',
    REFUSED,
    async (hint) => ({
      id_token_hint: hint,
      post_logout_redirect_uri: 'https://rp.example/bye',
      state: 'xyz',
    }),
  ),
  wanted(
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
    'the same',
    REFUSED,
    async (hint) => ({
      id_token_hint: hint,
      post_logout_redirect_uri: `${await bye()}?foo=bar`,
      state: 'xyz',
    }),
  ),
]

const TOLD: Case[] = [
  {
    name: 'oidcc-backchannel-rp-initiated-logout',
    wants: 'a logout token with iss, aud, iat, exp, jti, events and sub or sid, without a nonce',
    answer: 'aud events exp iat iss jti sid sub',
    see: async (given) => {
      const receiver = await startLogoutReceiver()
      try {
        const app = await given.another({ backchannelLogoutUri: receiver.url })
        const { id_token: hint } = await signedIn({ ...given, app })
        await loggedOut({ ...given, app }, { id_token_hint: hint })
        await receiver.until(1)
        const { claims } = readLogoutToken(receiver.tokens[0] ?? '')
        return Object.keys(claims).sort().join(' ')
      } finally {
        await receiver.stop()
      }
    },
  },
]

export const LOG_OUT: Plan[] = [
  { title: 'oidcc-rp-initiated-logout-certification-test-plan', cases: INITIATED },
  { title: 'oidcc-backchannel-rp-initiated-logout-certification-test-plan', cases: TOLD },
]
