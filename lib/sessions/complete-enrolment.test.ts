import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { GRACE } from '@/lib/factors/demand'
import { enrolmentOf, replacementOf } from '@/lib/factors/enrolment'
import { findPending, startEnrolment } from '@/lib/factors/pending'
import { changePassword } from '@/lib/passwords/change'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { changeUser, eventsOf, sessionIds, userIdOf } from '@/tests/support/rows'
import { otherProgram } from '@/tests/support/other-program'
import { authenticate } from './authenticate'
import { completeEnrolment } from './complete-enrolment'
import { completeLogIn } from './complete-log-in'
import { endOwnSessions } from './end/own'
import { logIn } from './log-in'
import { logInDevice } from './log-in-device'

useFreshDatabase({ SECOND_FACTOR: 'required' })

const EMAIL = 'ada@example.com'
/** In seconds: the first log-in told the user, and this is when the grace is over. */
const OVER = 60 + GRACE

describe('a log-in without the second factor that is demanded', () => {
  test('goes on for 14 days after the first one, and then gives no session and no token', async () => {
    await givenAccount()
    expect(await enter(60)).toMatchObject({ ok: true })
    expect(await enter(OVER - 1)).toMatchObject({ ok: true })
    const before = await sessionIds()
    const asked = await enter(OVER)
    expect(asked).toEqual({ ...refused('enrolment'), token: expect.any(String) as string })
    expect(await sessionIds()).toEqual(before)
    expect(JSON.stringify(await otherProgram('SELECT * FROM pending_log_ins'))).not.toContain(
      (await enrolmentOf(tokenIn(asked), at(OVER)))?.key,
    )
  })

  test('sets up an app by its first code, and then starts the session with two factors', async () => {
    const token = await givenEnrolment()
    const { key, email } = await shown(token)
    expect(email).toBe(EMAIL)
    const done = await first(token, codeAt(key, at(OVER)))
    if (!done.ok) throw new Error(done.reason)
    expect(decodeJwt(done.tokens.access)).toMatchObject({
      ...{ sub: await userIdOf(EMAIL), amr: ['pwd', 'otp', 'mfa'], acr: 'urn:gatehouse:2' },
    })
    expect(done.codes).toHaveLength(10)
    const [added] = await eventsOf('authn_factor_added')
    expect(added?.sessionId).toBe(decodeJwt(done.tokens.access).sid)
    // The first code works once, and the token of the set-up is used up.
    const next = await enter(OVER + 1)
    expect(next).toMatchObject(refused('second-factor'))
    const code = { code: codeAt(key, at(OVER)), from: LAPTOP }
    expect(await completeLogIn({ token: tokenIn(next), ...code }, at(OVER + 1))).toMatchObject(
      refused('wrong-code'),
    )
    expect(await first(token, codeAt(key, at(OVER + 30)), OVER + 30)).toEqual(
      refused('log-in-expired'),
    )
  })

  test('has a key of its own, which no log-in before it has shown', async () => {
    const thief = await givenEnrolment()
    const owner = tokenIn(await enter(OVER))
    expect((await shown(owner)).key).not.toBe((await shown(thief)).key)
    const code = codeAt((await shown(thief)).key, at(OVER))
    expect(await first(owner, code)).toMatchObject(refused('wrong-code'))
  })

  test('gives way to a factor that is set up elsewhere in the meantime', async () => {
    const late = await givenEnrolment()
    const { key } = await shown(late)
    const early = tokenIn(await enter(OVER))
    expect(await first(early, codeAt((await shown(early)).key, at(OVER)))).toMatchObject({
      ok: true,
    })
    expect(await first(late, codeAt(key, at(OVER)))).toEqual(refused('log-in-expired'))
    expect(await enrolmentOf(late, at(OVER))).toBeNull()
  })

  test('turns no second app on where one is on, even if it still waits', async () => {
    await givenAccount()
    const { actor, session } = await inSession()
    await givenAuthenticator(actor, at(OVER))
    const { userId, version } = session
    const client = { kind: 'web', persistent: true, deviceName: null, audience: null } as const
    const token = await transaction({ locks: 'all' }, () =>
      startEnrolment({ ...client, userId, version, amr: '["pwd"]', novelty: null }, at(OVER)),
    )
    const code = codeAt((await shown(token)).key, at(OVER))
    expect(await first(token, code)).toEqual(refused('log-in-expired'))
  })

  test('begins anew after five wrong codes, or ten minutes', async () => {
    const token = await givenEnrolment()
    const { key } = await shown(token)
    for (let i = 0; i < 5; i += 1) {
      expect(await first(token, i % 2 ? '000000' : 'k3tq-9w2m-hx7d')).toMatchObject(
        refused('wrong-code'),
      )
    }
    expect(await first(token, codeAt(key, at(OVER)))).toEqual(refused('log-in-expired'))
    const slow = tokenIn(await enter(OVER))
    const late = codeAt((await shown(slow)).key, at(OVER + 600))
    expect(await first(slow, late, OVER + 600)).toEqual(refused('log-in-expired'))
  })

  test.each(['logged out everywhere', 'changed the password', 'was disabled'])(
    'does not go on when its user %s in the meantime',
    async (what) => {
      const token = await givenEnrolment()
      const { key } = await shown(token)
      const { tokens, actor } = await inSession()
      if (what === 'logged out everywhere') {
        await endOwnSessions(tokens, 'everywhere', LAPTOP, at(OVER))
      }
      if (what === 'changed the password') {
        const change = { current: PASSWORD, next: 'seven kettles beside a slow river' }
        await changePassword(actor, { ...change, from: LAPTOP }, at(OVER))
      }
      if (what === 'was disabled') await changeUser(actor.userId, { disabledAt: at(OVER) })
      expect(await first(token, codeAt(key, at(OVER)))).toEqual(refused('log-in-expired'))
    },
  )

  test('is not skipped with a recovery code or a code, nor does its page take a log-in that has a factor', async () => {
    const token = await givenEnrolment()
    const { key } = await shown(token)
    expect(await findPending(token, at(OVER))).toBeNull()
    const code = { code: codeAt(key, at(OVER)), from: LAPTOP }
    expect(await completeLogIn({ token, ...code }, at(OVER))).toEqual(refused('log-in-expired'))
    const { actor } = await inSession()
    expect(await replacementOf(token, actor, at(OVER))).toBeNull()
    const { key: own } = await givenAuthenticator(actor, at(OVER))
    const asked = tokenIn(await enter(OVER + 60))
    expect(await enrolmentOf(asked, at(OVER + 60))).toBeNull()
    expect(await first(asked, codeAt(own, at(OVER + 60)), OVER + 60)).toEqual(
      refused('log-in-expired'),
    )
  })

  test('of a device is refused, and leaves nothing behind', async () => {
    await givenEnrolment()
    const count = async () => (await otherProgram('SELECT hash FROM pending_log_ins')).length
    const before = await count()
    const device = { email: EMAIL, password: PASSWORD, name: 'Lamp', audience: null, from: PHONE }
    expect(await logInDevice(device, at(OVER))).toEqual({ ...refused('enrolment'), token: null })
    expect(await count()).toBe(before)
  })

  test('says by how much the clock of the app is wrong', async () => {
    const token = await givenEnrolment()
    const { key } = await shown(token)
    expect(await first(token, codeAt(key, at(OVER + 180)))).toEqual({
      ...refused('wrong-code'),
      clock: 3,
    })
  })
})

test('a wrong password is told nothing of the demand', async () => {
  await givenEnrolment()
  const attempt = { email: EMAIL, password: 'not the password', persistent: true, from: LAPTOP }
  expect(await logIn(attempt, at(OVER))).toEqual(refused('wrong-credentials'))
})

function enter(seconds: number) {
  const attempt = { email: EMAIL, password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn({ ...attempt, replaces: NO_TOKENS }, at(seconds))
}

function tokenIn(result: Awaited<ReturnType<typeof enter>>): string {
  if (!('token' in result) || !result.token) throw new Error('The log-in does not wait')
  return result.token
}

/** The account was told, and the grace is over. */
async function givenEnrolment(): Promise<string> {
  await givenAccount()
  await enter(60)
  return tokenIn(await enter(OVER))
}

async function shown(token: string) {
  const enrolment = await enrolmentOf(token, at(OVER))
  if (!enrolment) throw new Error('Nothing is to be set up')
  return enrolment
}

function first(token: string, code: string, seconds = OVER) {
  return completeEnrolment({ token, code, from: LAPTOP }, at(seconds))
}

/** A session from within the grace, which goes on. */
async function inSession() {
  const entered = await enter(OVER - 1)
  if (!entered.ok) throw new Error(entered.reason)
  const found = await authenticate(entered.tokens.access, 'web', at(OVER))
  if (!found.ok) throw new Error(found.reason)
  return { tokens: entered.tokens, ...found }
}
