import { describe, expect, test } from 'vitest'
import { replacementOf } from '@/lib/factors/enrolment'
import { beginReplacement, confirmReplacement } from '@/lib/factors/replace'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { authenticate, type Actor } from './authenticate'
import { completeLogIn } from './complete-log-in'
import { confirmUser } from './confirm'
import { logIn } from './log-in'
import { isProven } from './recent'

useFreshDatabase()

async function actorOf(access: string, now: Date): Promise<Actor> {
  const found = await authenticate(access, 'web', now)
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

describe('a proof for a grave act', () => {
  test('is a log-in of less than five minutes ago', async () => {
    const actor = await actorOf((await givenAccount()).access, NOW)
    expect(await isProven(actor, at(299))).toBe(true)
    expect(await isProven(actor, at(300))).toBe(false)
  })

  test('stays one when its user sets up an app afterwards', async () => {
    const actor = await actorOf((await givenAccount()).access, NOW)
    await givenAuthenticator(actor, at(10))
    expect(await isProven(actor, at(11))).toBe(true)
  })

  test('is none when an app takes the place of another after a log-in without a code', async () => {
    const first = await actorOf((await givenAccount()).access, NOW)
    await givenAuthenticator(first)
    const thief = await givenSession({ userId: first.userId, now: at(60) })
    const token = await beginReplacement(first, at(90))
    const key = (await replacementOf(token ?? '', first, at(90)))?.key ?? ''
    const shown = { token: token ?? '', code: codeAt(key, at(90)), from: LAPTOP }
    expect(await confirmReplacement(first, shown, at(90))).toMatchObject({ ok: true })
    expect(await isProven(await actorOf(thief.tokens.access, at(91)), at(91))).toBe(false)
  })

  test('is no log-in in a trusted browser, which asked for no code, until one is shown', async () => {
    const first = await actorOf((await givenAccount()).access, NOW)
    const { key } = await givenAuthenticator(first)
    const browser = { from: LAPTOP, replaces: NO_TOKENS, deviceSecret: newDeviceSecret() }
    const attempt = { email: 'ada@example.com', password: PASSWORD, persistent: true, ...browser }
    const asked = await logIn(attempt, at(60))
    if (asked.ok || asked.reason !== 'second-factor') throw new Error('It asked for no code')
    const code = codeAt(key, at(60))
    const shown = { token: asked.token, code, trusts: true, ...browser }
    const whole = await completeLogIn(shown, at(60))
    if (!whole.ok) throw new Error(whole.reason)
    expect(await isProven(await actorOf(whole.tokens.access, at(61)), at(61))).toBe(true)

    const trusted = await logIn(attempt, at(120))
    if (!trusted.ok) throw new Error(trusted.reason)
    const actor = await actorOf(trusted.tokens.access, at(121))
    expect(await isProven(actor, at(121))).toBe(false)
    const proof = { password: PASSWORD, code: codeAt(key, at(150)), from: LAPTOP }
    const confirmed = await confirmUser(actor, proof, at(150))
    if (!confirmed.ok) throw new Error(confirmed.reason)
    expect(await isProven(await actorOf(confirmed.token.access, at(151)), at(151))).toBe(true)
  })
})
