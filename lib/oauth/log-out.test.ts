import { generateKeyPair, SignJWT, decodeJwt, type JWTPayload } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { signingKey } from '@/lib/keys/signing-keys'
import { HOUR } from '@/lib/base/time'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOAuthServer } from '@/tests/support/oauth-server'
import { givenSession, givenUser, type GivenSession } from '@/tests/support/people'
import { givenApp, signInTo, type RelyingParty } from '@/tests/support/relying-party'
import { sessionRow } from '@/tests/support/rows'
import { cookieHeader } from '@/tests/support/session'
import { findLogOutRequest } from './log-out-request'

useFreshDatabase()

const BYE = 'http://localhost:9/bye'

let origin: string
let app: RelyingParty
let here: GivenSession
let hint: string

beforeEach(async () => {
  origin = await givenOAuthServer()
  app = await givenApp(origin, { postLogoutRedirectUris: [BYE] })
  const userId = await givenUser()
  here = await givenSession({ userId, now: new Date() })
  hint = (await signInTo(app, cookieHeader(here.tokens))).id_token ?? ''
})

interface Answer {
  status: number
  location: string | null
  text: string
  cookies: string[]
}

async function ask(
  params: Record<string, string>,
  { method = 'GET', cookie = cookieHeader(here.tokens) } = {},
): Promise<Answer> {
  const query = new URLSearchParams(params)
  const isPost = method === 'POST'
  const answer = await fetch(`${origin}/oauth/logout${isPost ? '' : `?${query}`}`, {
    method,
    redirect: 'manual',
    headers: { cookie, accept: 'text/html' },
    ...(isPost && { body: query }),
  })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
    cookies: answer.headers.getSetCookie(),
  }
}

const isLiving = async () => (await sessionRow(here.session.id)).endedAt === null

/** Where the question that `answer` leads to leads in the end. */
async function leadsTo({ location }: Answer): Promise<string | undefined> {
  const [, id = ''] = /^\/oauth\/log-out\?request=([\w-]+)$/.exec(location ?? '') ?? []
  return (await findLogOutRequest(id))?.leadsTo
}

async function expectQuestion(answer: Answer, expected: string): Promise<void> {
  expect(answer.status).toBe(303)
  expect(await leadsTo(answer)).toBe(expected)
  expect(await isLiving()).toBe(true)
}

async function signed(claims: JWTPayload, key?: CryptoKey): Promise<string> {
  const own = await signingKey()
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: own.id })
    .sign(key ?? (own.key as CryptoKey))
}

describe('a hint that names this very session', () => {
  test('ends it at once, and leads back with the state', async () => {
    const back = { post_logout_redirect_uri: BYE, state: 'a b' }
    const answer = await ask({ id_token_hint: hint, ...back })
    expect(answer).toMatchObject({ status: 303, location: `${BYE}?state=a+b` })
    expect(answer.cookies.join()).toMatch(/gh_access=;.*gh_refresh=;/)
    expect(await isLiving()).toBe(false)
  })

  test('ends it also once it has expired: the session lives longer', async () => {
    const now = Math.floor(Date.now() / 1000)
    const old = { ...decodeJwt(hint), iat: now - 3 * HOUR, exp: now - 2 * HOUR }
    await ask({ id_token_hint: await signed(old) })
    expect(await isLiving()).toBe(false)
  })

  test('leads to the log-in page without an address', async () => {
    expect(await ask({ id_token_hint: hint })).toMatchObject({ status: 303, location: '/login' })
  })
})

describe('the user is asked', () => {
  const back = { post_logout_redirect_uri: BYE, state: 's' }

  test('without a hint, and comes back if the application says which it is', async () => {
    await expectQuestion(await ask({}), '/login')
    await expectQuestion(await ask(back), '/login')
    await expectQuestion(await ask({ ...back, client_id: app.id }), `${BYE}?state=s`)
  })

  test('with a hint of another session', async () => {
    const other = await givenSession({ userId: here.userId, now: new Date() })
    const theirs = (await signInTo(app, cookieHeader(other.tokens))).id_token ?? ''
    await expectQuestion(await ask({ ...back, id_token_hint: theirs }), `${BYE}?state=s`)
    expect((await sessionRow(other.session.id)).endedAt).toBeNull()
  })

  test('with a hint of a key that we do not have any more', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const burned = await signed(decodeJwt(hint), privateKey)
    await expectQuestion(await ask({ ...back, id_token_hint: burned }), `${BYE}?state=s`)
  })

  test.each([
    ['no token', async () => 'not.a.token'],
    ['for another audience', () => signed({ ...decodeJwt(hint), aud: 'app_unknown' })],
    ['of another issuer', () => signed({ ...decodeJwt(hint), iss: 'https://evil.example' })],
    ['without a session', () => signed({ ...decodeJwt(hint), sid: undefined })],
  ])('with a hint that is %s', async (_name, make) => {
    const answer = await ask({ id_token_hint: await make() })
    await expectQuestion(answer, '/login')
  })

  test('by a form of another site too, whose cookies come only after a redirect', async () => {
    const sent = { ...back, id_token_hint: hint }
    const answer = await ask(sent, { method: 'POST', cookie: '' })
    expect(answer).toMatchObject({
      status: 303,
      location: `/oauth/logout?${new URLSearchParams(sent)}`,
    })
  })
})

test('a visitor without a session is led back at once', async () => {
  const back = { post_logout_redirect_uri: BYE, state: 's', client_id: app.id }
  expect(await ask(back, { cookie: '' })).toMatchObject({
    status: 303,
    location: `${BYE}?state=s`,
  })
})

test.each([
  `${BYE}/more`,
  `${BYE}?a=b`,
  'http://localhost:9/',
  'https://evil.example/',
  'javascript:alert(1)',
])('an address that is not registered (%s) is a problem, and never a redirect', async (address) => {
  for (const who of [{ id_token_hint: hint }, { client_id: app.id }]) {
    const answer = await ask({ ...who, post_logout_redirect_uri: address })
    expect(answer.location).toBeNull()
    expect(answer.text).toBe('page /oauth/problem invalid_request')
  }
  expect(await isLiving()).toBe(true)
})
