/**
 * Every way in beside the second factor: docs/decisions/0027-second-factors.md. A way that begins a
 * session without the gate fails tests/guards/ways-in.test.ts, and belongs into this table.
 */
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { letIn } from '@/lib/devices/let-in'
import { createLink, type NewLink } from '@/lib/links/create-link'
import { linkTokenHash } from '@/lib/links/link-token'
import { resetPassword } from '@/lib/passwords/reset'
import { takeAccountBack } from '@/lib/passwords/take-back'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { identifySession } from '@/lib/sessions/identify'
import { logIn, type LogInAttempt } from '@/lib/sessions/log-in'
import { logInDevice } from '@/lib/sessions/log-in-device'
import { refreshSession } from '@/lib/sessions/refresh'
import { planDeletion } from '@/lib/users/leave'
import { createResetLink } from '@/lib/users/reset-link'
import { signUp } from '@/lib/users/sign-up'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { authorise } from '@/tests/support/app-requests'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { givenApp } from '@/tests/support/oauth-apps'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { sessionIds, userIdOf } from '@/tests/support/rows'

useFreshDatabase()

const EMAIL = 'ada@example.com'
const NEXT_PASSWORD = 'seven kettles beside a slow river'
/** The set-up used the code of its own time step. */
const LATER = at(60)

/** What leads to a log-in, and the log-in: with the factor it would begin a session. */
const WAYS: [string, (actor: Actor) => ReturnType<typeof logIn | typeof logInDevice>][] = [
  ['the log-in page', () => enter()],
  ['a browser that is not trusted', () => enter({ deviceSecret: newDeviceSecret() })],
  [
    'a device, by the API',
    () =>
      logInDevice(
        { email: EMAIL, password: PASSWORD, name: 'Lamp', audience: null, from: LAPTOP },
        LATER,
      ),
  ],
  [
    'a mail for a forgotten password',
    async ({ userId }) => {
      await choosePassword(await tokenOf(userId, 'password-reset'))
      return enter({ password: NEXT_PASSWORD })
    },
  ],
  [
    'a link to a new password from an administrator',
    async ({ userId }) => {
      const made = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, LATER)
      if (!made.ok) throw new Error(made.reason)
      await choosePassword(tokenIn(made.link.url))
      return enter({ password: NEXT_PASSWORD })
    },
  ],
  [
    '“this was not me”, and the new password that it asks for',
    async ({ userId }) => {
      const token = await tokenOf(userId, 'not-me')
      const taken = await takeAccountBack({ token, from: LAPTOP }, LATER)
      if (!taken.ok) throw new Error(taken.reason)
      await choosePassword(tokenIn(taken.path))
      return enter({ password: NEXT_PASSWORD })
    },
  ],
  [
    'a mail that lets a new browser try',
    async ({ userId }) => {
      const browser = { secret: newDeviceSecret(), from: LAPTOP }
      const token = await tokenOf(userId, 'let-in')
      expect(await letIn({ token, browser }, LATER)).toEqual({ ok: true })
      return enter({ deviceSecret: browser.secret })
    },
  ],
  [
    'a mail that confirms the address',
    async ({ userId }) =>
      enter({ verification: linkTokenHash(await tokenOf(userId, 'verify-address')) ?? '' }),
  ],
  [
    'an account that comes back from its deletion',
    async (actor) => {
      await planDeletion(actor, { address: EMAIL, from: LAPTOP }, LATER)
      return enter()
    },
  ],
]

describe('no session without the second factor begins by', () => {
  test.each(WAYS)('%s', async (_name, enterBy) => {
    const { actor, key } = await givenAda()
    const before = await sessionIds()
    const result = await enterBy(actor)
    expect(result).toMatchObject(refused('second-factor'))
    if (result.ok || result.reason !== 'second-factor') return
    expect(await sessionIds()).toEqual(before)
    const shown = { token: result.token, code: codeAt(key, LATER), from: LAPTOP }
    const done = await completeLogIn(shown, LATER)
    if (!done.ok) throw new Error(done.reason)
    expect(decodeJwt(done.tokens.access)).toMatchObject({ acr: 'urn:gatehouse:2' })
    expect(await sessionIds()).toHaveLength(before.length + 1)
  })

  test('a sign-up with an address that has an account', async () => {
    await givenAda()
    const before = await sessionIds()
    const account = { email: EMAIL, name: 'Ada', password: PASSWORD }
    const result = await signUp({ ...account, from: LAPTOP, replaces: NO_TOKENS }, LATER)
    expect(result).toMatchObject({ ok: false, faults: ['address-taken'] })
    expect(await sessionIds()).toEqual(before)
  })
})

describe('a log-in that waits for its code is no session for', () => {
  const USES: [string, (token: string) => Promise<unknown>][] = [
    // The guards of pages, actions, consents, and the approval of a device.
    ['a page', async (token) => (await authenticate(token, 'web')).ok],
    ['the API', async (token) => (await authenticate(token, 'device')).ok],
    ['a refresh', async (token) => (await refreshSession({ token, from: LAPTOP })).ok],
    ['a log-out', async (token) => (await identify(token)) !== null],
    [
      'an application that asks for OpenID',
      async (token) => {
        const { app, secret } = await givenApp({ kind: 'web' })
        return (await authorise({ id: app.id, secret }, { access: token })) !== null
      },
    ],
  ]

  test.each(USES)('%s', async (_name, opens) => {
    await givenAda(new Date())
    const asked = await enter({}, new Date())
    if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
    expect(await opens(asked.token)).toBe(false)
  })
})

function identify(token: string) {
  return identifySession({ access: token, refresh: token }, new Date())
}

function enter(change: Partial<LogInAttempt> = {}, now = LATER) {
  const attempt = { email: EMAIL, password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn({ ...attempt, replaces: NO_TOKENS, ...change }, now)
}

async function choosePassword(token: string): Promise<void> {
  const result = await resetPassword({ token, password: NEXT_PASSWORD, from: LAPTOP }, LATER)
  if (!result.ok) throw new Error(result.reason)
  expect(Object.keys(result)).toEqual(['ok'])
}

async function tokenOf(userId: Actor['userId'], purpose: NewLink['purpose']): Promise<string> {
  const link = { purpose, userId, life: 600, version: null }
  return tokenIn((await transaction({ locks: 'all' }, () => createLink(link, LATER))).url)
}

function tokenIn(url: string): string {
  return new URL(url, 'http://localhost').searchParams.get('token') ?? ''
}

async function givenAda(now = NOW) {
  await givenAccount()
  const { tokens } = await givenSession({ userId: await userIdOf(EMAIL), now })
  const found = await authenticate(tokens.access, 'web', now)
  if (!found.ok) throw new Error(found.reason)
  const { key } = await givenAuthenticator(found.actor, now)
  return { actor: found.actor, key }
}
