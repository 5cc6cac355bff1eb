import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { removeAuthenticator, renewCodes } from '@/lib/factors/set-up'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator, type GivenFactor } from '@/tests/support/factors'
import { at, LAPTOP } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { authenticate, type Actor } from './authenticate'
import { completeLogIn } from './complete-log-in'
import { confirmUser } from './confirm'
import { endOwnSessions } from './end/own'
import { logIn } from './log-in'
import { checkWhileRecovering, isRecovering } from './recovery'
import { refreshSession } from './refresh'

useFreshDatabase()

const BEGUN = 60
const END = BEGUN + 3600

describe('a session that a recovery code began', () => {
  test('may change second factors with the password alone for an hour, also after a refresh', async () => {
    const { tokens, actor } = await givenRecovery()
    expect(actor.recoveryUntil).toEqual(at(END))
    expect(await check(actor, END - 1)).toEqual({ ok: true })
    expect(await check(actor, END)).toEqual(refused('overtaken'))
    expect([isRecovering(actor, at(END - 1)), isRecovering(actor, at(END))]).toEqual([true, false])
    const refreshed = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(BEGUN + 1))
    if (!refreshed.ok) throw new Error(refreshed.reason)
    const later = await actorOf(refreshed.tokens.access, BEGUN + 2)
    expect(await check(later, BEGUN + 2)).toEqual({ ok: true })
  })

  test('gains no proof for another act: that takes a code as before', async () => {
    const { tokens, actor } = await givenRecovery()
    expect(await check(actor, BEGUN + 1000)).toEqual({ ok: true })
    const again = await actorOf(tokens.access, BEGUN + 10)
    expect(again.authTime).toEqual(at(BEGUN))
    const refreshed = await refreshSession(
      { token: tokens.refresh, from: LAPTOP },
      at(BEGUN + 1001),
    )
    if (!refreshed.ok) throw new Error(refreshed.reason)
    expect(decodeJwt(refreshed.tokens.access).auth_time).toBe(Math.floor(+at(BEGUN) / 1000))
    const confirmation = { password: PASSWORD, from: LAPTOP }
    expect(await confirmUser(actor, confirmation, at(BEGUN + 1002))).toEqual(
      refused('code-missing'),
    )
  })

  test('is refused for a wrong password, and for too many of them', async () => {
    const { actor } = await givenRecovery()
    for (let i = 0; i < 10; i += 1) {
      expect(await check(actor, BEGUN + 1, 'not it at all')).toEqual(refused('wrong-password'))
    }
    expect(await check(actor, BEGUN + 1)).toMatchObject(refused('too-many-tries'))
    expect(await eventsOf('authn_confirm_fail')).toHaveLength(10)
  })

  test('recovers no longer once another app is set up, or all sessions have ended', async () => {
    const { tokens, actor } = await givenRecovery()
    await renewCodes(actor, LAPTOP, at(BEGUN + 1))
    expect(await check(actor, BEGUN + 2)).toEqual({ ok: true })
    await removeAuthenticator(actor, LAPTOP, at(BEGUN + 3))
    await givenAuthenticator(actor, at(BEGUN + 4))
    expect(await check(actor, BEGUN + 5)).toEqual(refused('overtaken'))
    expect((await actorOf(tokens.access, BEGUN + 5)).recoveryUntil).toBeNull()
    const other = await givenRecovery('bob@example.com')
    await endOwnSessions(other.tokens, 'everywhere', LAPTOP, at(BEGUN + 1))
    expect(await check(other.actor, BEGUN + 2)).toEqual(refused('overtaken'))
  })
})

test('no other session recovers, beside one that does', async () => {
  const { first, factor } = await givenRecovery()
  expect(first.recoveryUntil).toBeNull()
  expect(await check(first, BEGUN + 1)).toEqual(refused('overtaken'))
  const tokens = await logInWith(codeAt(factor.key, at(BEGUN + 60)), BEGUN + 60)
  const actor = await actorOf(tokens.access, BEGUN + 60)
  expect(actor.recoveryUntil).toBeNull()
  expect(await check(actor, BEGUN + 61)).toEqual(refused('overtaken'))
})

function check(actor: Actor, seconds: number, password = PASSWORD) {
  return checkWhileRecovering(actor, { password, from: LAPTOP }, at(seconds))
}

async function actorOf(access: string, seconds: number): Promise<Actor> {
  const found = await authenticate(access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

async function logInWith(code: string, seconds: number, email = 'ada@example.com') {
  const attempt = { email, password: PASSWORD, persistent: true, from: LAPTOP }
  const asked = await logIn(attempt, at(seconds))
  if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
  const done = await completeLogIn({ token: asked.token, code, from: LAPTOP }, at(seconds))
  if (!done.ok) throw new Error(done.reason)
  return done.tokens
}

/** A user in a session from before, and in one that a recovery code began. */
async function givenRecovery(email = 'ada@example.com') {
  const first = await actorOf((await givenAccount({ email })).access, 0)
  const factor: GivenFactor = await givenAuthenticator(first, at(0))
  const tokens = await logInWith(factor.codes[0] ?? '', BEGUN, email)
  return { first, factor, tokens, actor: await actorOf(tokens.access, BEGUN) }
}
