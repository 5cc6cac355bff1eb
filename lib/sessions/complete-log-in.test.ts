import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { toNumericDate } from '@/lib/base/time'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { removeAuthenticator, renewCodes } from '@/lib/factors/set-up'
import { changePassword } from '@/lib/passwords/change'
import { resetPassword } from '@/lib/passwords/reset'
import { createResetLink } from '@/lib/users/reset-link'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator, type GivenFactor } from '@/tests/support/factors'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { changeUser, eventsOf, sessionIds, userIdOf } from '@/tests/support/rows'
import { otherProgram } from '@/tests/support/other-program'
import { authenticate, type Actor } from './authenticate'
import { completeLogIn } from './complete-log-in'
import { confirmUser } from './confirm'
import { endOwnSessions } from './end/own'
import { logIn } from './log-in'
import { logInDevice } from './log-in-device'
import { refreshSession } from './refresh'

useFreshDatabase()

const EMAIL = 'ada@example.com'
/** The set-up used the code of its own time step. */
const LATER = 60
const WRONG_CODE = 'k3tq-9w2m-hx7d'
const NEXT_PASSWORD = 'seven kettles beside a slow river'

describe('a log-in of a user with an authenticator app', () => {
  test('gives no session and no token before the code is right, and then both', async () => {
    const { actor, factor } = await givenAda()
    const before = await sessionIds()
    const asked = await password(LATER)
    expect(Object.keys(asked).sort()).toEqual(['methods', 'ok', 'reason', 'token'])
    expect(await sessionIds()).toEqual(before)
    const done = await completeLogIn(
      { token: asked.token, code: codeAt(factor.key, at(LATER)), from: LAPTOP },
      at(LATER),
    )
    if (!done.ok) throw new Error(done.reason)
    expect(decodeJwt(done.tokens.access)).toMatchObject({
      sub: actor.userId,
      amr: ['pwd', 'otp', 'mfa'],
      acr: 'urn:gatehouse:2',
    })
    expect(await sessionIds()).toHaveLength(before.length + 1)
  })

  test('keeps how the user proved who they are over a refresh and a change of the password', async () => {
    const { factor } = await givenAda()
    const { access, refresh } = await loggedIn(factor, LATER)
    const refreshed = await refreshSession({ token: refresh, from: LAPTOP }, at(LATER + 1))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    expect(decodeJwt(refreshed.tokens.access)).toMatchObject({ acr: 'urn:gatehouse:2' })
    const change = { current: PASSWORD, next: NEXT_PASSWORD, from: LAPTOP }
    const changed = await changePassword(await actorOf(access, LATER), change, at(LATER + 2))
    if (!changed.ok) throw new Error(changed.reason)
    expect(decodeJwt(changed.tokens.access)).toMatchObject({
      acr: 'urn:gatehouse:2',
      // The password alone is no new proof, or a copy of the cookies could take the app away.
      auth_time: toNumericDate(at(LATER)),
    })
  })

  test('refuses a code that was used before, also the one that turned the app on', async () => {
    const { factor } = await givenAda()
    const first = await password(1)
    expect(await complete(first.token, codeAt(factor.key, at(0)), 1)).toMatchObject(
      refused('wrong-code'),
    )
    const code = codeAt(factor.key, at(LATER))
    expect(await complete((await password(LATER)).token, code, LATER)).toMatchObject({ ok: true })
    const again = await password(LATER + 1)
    expect(await complete(again.token, code, LATER + 1)).toMatchObject(refused('wrong-code'))
  })

  test('accepts a recovery code once, and its owner hears how many are left', async () => {
    const { factor } = await givenAda()
    const [code = ''] = factor.codes
    expect(
      await complete((await password(LATER)).token, ` ${code.toUpperCase()} `, LATER),
    ).toMatchObject({
      ok: true,
    })
    expect(await complete((await password(LATER)).token, code, LATER)).toMatchObject(
      refused('wrong-code'),
    )
    const [used] = await eventsOf('authn_recovery_code_used')
    expect(JSON.parse(used?.details ?? '{}')).toEqual({ left: 9 })
  })

  test('begins anew after five wrong codes, ten minutes, or the right one', async () => {
    const { factor } = await givenAda()
    const right = (seconds: number) => codeAt(factor.key, at(seconds))
    const guessed = await password(LATER)
    for (let i = 0; i < 5; i += 1) {
      expect(await complete(guessed.token, 'k3tq-9w2m-hx7d', LATER)).toMatchObject(
        refused('wrong-code'),
      )
    }
    expect(await complete(guessed.token, right(LATER), LATER)).toEqual(refused('log-in-expired'))
    const slow = await password(LATER)
    expect(await complete(slow.token, right(LATER + 600), LATER + 600)).toEqual(
      refused('log-in-expired'),
    )
    const done = await password(LATER + 700)
    expect(await complete(done.token, right(LATER + 700), LATER + 700)).toMatchObject({ ok: true })
    expect(await complete(done.token, right(LATER + 730), LATER + 730)).toEqual(
      refused('log-in-expired'),
    )
  })

  test.each(['logged out everywhere', 'changed the password', 'was disabled', 'removed the app'])(
    'does not go on when the user %s in the meantime',
    async (what) => {
      const { actor, tokens, factor } = await givenAda()
      const { token } = await password(LATER)
      if (what === 'logged out everywhere')
        await endOwnSessions(tokens, 'everywhere', LAPTOP, at(LATER))
      if (what === 'changed the password') {
        await changePassword(
          actor,
          { current: PASSWORD, next: NEXT_PASSWORD, from: LAPTOP },
          at(LATER),
        )
      }
      if (what === 'was disabled') await changeUser(actor.userId, { disabledAt: at(LATER) })
      if (what === 'removed the app') await removeAuthenticator(actor, LAPTOP, at(LATER))
      const code = codeAt(factor.key, at(LATER))
      expect(await complete(token, code, LATER)).toEqual(refused('log-in-expired'))
    },
  )

  test('says by how much the clock of the app is wrong, and accepts no such code', async () => {
    const { factor } = await givenAda()
    const { token } = await password(LATER)
    const slow = codeAt(factor.key, at(LATER - 180))
    expect(await complete(token, slow, LATER)).toEqual({ ...refused('wrong-code'), clock: -3 })
  })

  test('is not skipped by a device, nor after a reset of the password', async () => {
    await givenAda()
    const device = { email: EMAIL, password: PASSWORD, name: 'Lamp', audience: null, from: PHONE }
    expect(await logInDevice(device, at(LATER))).toMatchObject(refused('second-factor'))
    const link = await createResetLink(
      COMMAND_LINE,
      { userId: await userIdOf(EMAIL) },
      LAPTOP,
      at(LATER),
    )
    if (!link.ok) throw new Error(link.reason)
    const url = new URL(link.link.url)
    const reset = {
      token: url.searchParams.get('token') ?? '',
      password: NEXT_PASSWORD,
      from: PHONE,
    }
    expect(await resetPassword(reset, at(LATER))).toMatchObject({ ok: true })
    const attempt = { email: EMAIL, password: NEXT_PASSWORD, persistent: false, from: PHONE }
    expect(await logIn(attempt, at(LATER + 1))).toMatchObject(refused('second-factor'))
  })

  test('stores no token that the database could reveal', async () => {
    await givenAda()
    const { token } = await password(LATER)
    const rows = JSON.stringify(await otherProgram('SELECT * FROM pending_log_ins'))
    expect(rows).not.toContain(token)
  })

  test('has each wrong code in the log, and with the last one how many there were', async () => {
    await givenAda()
    const secret = newDeviceSecret()
    const { token } = await password(LATER)
    for (let i = 0; i < 5; i += 1)
      await complete(token, WRONG_CODE, LATER, { deviceSecret: secret })
    const wrong = (await eventsOf('authn_code_fail')).map(({ details }) => details)
    expect(wrong).toEqual([
      ...Array<string>(4).fill('{"device":"new"}'),
      '{"device":"new","tries":5}',
    ])
  })

  test('limits strangers to 20 wrong codes a day, and not a known browser', async () => {
    const { factor } = await givenAda()
    const secret = newDeviceSecret()
    const known = await password(LATER, { deviceSecret: secret })
    expect(
      await complete(known.token, codeAt(factor.key, at(LATER)), LATER, { deviceSecret: secret }),
    ).toMatchObject({ ok: true })
    for (let i = 0; i < 4; i += 1) {
      const { token } = await password(LATER)
      for (let j = 0; j < 5; j += 1) await complete(token, WRONG_CODE, LATER)
    }
    const stranger = await password(LATER + 30)
    const code = codeAt(factor.key, at(LATER + 30))
    expect(await complete(stranger.token, code, LATER + 30)).toMatchObject(
      refused('too-many-tries'),
    )
    const owner = await password(LATER + 30, { deviceSecret: secret })
    expect(await complete(owner.token, code, LATER + 30, { deviceSecret: secret })).toMatchObject({
      ok: true,
    })
  })
})

describe('a trusted browser', () => {
  test('needs no code for 30 days, until its user logs out everywhere', async () => {
    const { tokens, factor } = await givenAda()
    const secret = newDeviceSecret()
    const here = { deviceSecret: secret }
    const { token } = await password(LATER, here)
    const trusting = { ...here, trusts: true }
    await complete(token, codeAt(factor.key, at(LATER)), LATER, trusting)
    expect(await tryPassword(LATER + 1, here)).toMatchObject({ ok: true })
    expect(await tryPassword(LATER + 1)).toMatchObject(refused('second-factor'))
    const DAYS = 30 * 24 * 3600
    expect(await tryPassword(LATER + DAYS, here)).toMatchObject(refused('second-factor'))
    expect(await endOwnSessions(tokens, 'everywhere', LAPTOP, at(LATER + 2))).toBe(true)
    expect(await tryPassword(LATER + 3, here)).toMatchObject(refused('second-factor'))
  })

  test('needs a code again when the user sets up another app', async () => {
    const { actor, factor } = await givenAda()
    const here = { deviceSecret: newDeviceSecret() }
    const { token } = await password(LATER, here)
    await complete(token, codeAt(factor.key, at(LATER)), LATER, { ...here, trusts: true })
    await removeAuthenticator(actor, LAPTOP, at(LATER + 1))
    await givenAuthenticator(actor, at(LATER + 2))
    expect(await tryPassword(LATER + 3, here)).toMatchObject(refused('second-factor'))
  })
})

describe('confirmUser of a user with an authenticator app', () => {
  test('asks for a code besides the password, and the token says so', async () => {
    const { actor, factor } = await givenAda()
    const confirm = (change: { password?: string; code?: string }) =>
      confirmUser(actor, { password: PASSWORD, from: LAPTOP, ...change }, at(LATER))
    const code = codeAt(factor.key, at(LATER))
    expect(await confirm({})).toEqual(refused('code-missing'))
    expect(await confirm({ code: '000000' })).toMatchObject(refused('wrong-code'))
    expect(await confirm({ password: 'wrong one here', code })).toEqual(refused('wrong-password'))
    const done = await confirm({ code })
    if (!done.ok) throw new Error(done.reason)
    expect(decodeJwt(done.token.access)).toMatchObject({ acr: 'urn:gatehouse:2' })
    expect(await confirm({ code })).toMatchObject(refused('wrong-code'))
  })
})

test('a recovery code confirms once, and its owner hears of it', async () => {
  const { actor, factor } = await givenAda()
  const [code = ''] = factor.codes
  const confirm = () => confirmUser(actor, { password: PASSWORD, code, from: PHONE }, at(LATER))
  expect(await confirm()).toMatchObject({ ok: true })
  expect(await confirm()).toMatchObject(refused('wrong-code'))
  const { sessionId } = actor
  expect(await eventsOf('authn_recovery_code_used')).toMatchObject([
    { sessionId, details: '{"left":9}' },
  ])
})

test('new recovery codes void those from before, and need an app', async () => {
  const tokens = await givenAccount()
  const actor = await actorOf(tokens.access, 0)
  expect(await renewCodes(actor, LAPTOP, at(1))).toBeNull()
  const factor = await givenAuthenticator(actor, at(0))
  expect(await renewCodes(actor, LAPTOP, at(1))).toHaveLength(10)
  const [old = ''] = factor.codes
  expect(await complete((await password(LATER)).token, old, LATER)).toMatchObject(
    refused('wrong-code'),
  )
})

type Change = { deviceSecret?: string }

function tryPassword(seconds: number, change: Change = {}) {
  const attempt = { email: EMAIL, password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn({ ...attempt, replaces: NO_TOKENS, ...change }, at(seconds))
}

async function password(seconds: number, change: Change = {}) {
  const result = await tryPassword(seconds, change)
  if (result.ok || result.reason !== 'second-factor') throw new Error('The log-in asks for no code')
  return result
}

function complete(
  token: string,
  code: string,
  seconds: number,
  change: Change & { trusts?: boolean } = {},
) {
  return completeLogIn({ token, code, from: LAPTOP, ...change }, at(seconds))
}

async function loggedIn(factor: GivenFactor, seconds: number) {
  const { token } = await password(seconds)
  const done = await complete(token, codeAt(factor.key, at(seconds)), seconds)
  if (!done.ok) throw new Error(done.reason)
  return done.tokens
}

async function actorOf(access: string, seconds: number): Promise<Actor> {
  const found = await authenticate(access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

async function givenAda() {
  const tokens = await givenAccount()
  const actor = await actorOf(tokens.access, 0)
  return { tokens, actor, factor: await givenAuthenticator(actor, at(0)) }
}
