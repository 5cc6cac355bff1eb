import { describe, expect, test } from 'vitest'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { newDeviceSecret } from './device-secret'
import { listDevices } from './list'
import { endTrust, trustedBrowsersOf } from './trust'

useFreshDatabase()

const DAYS = 30 * 24 * 3600

describe('endTrust', () => {
  test('makes one browser ask for a code again, and leaves the others', async () => {
    const { actor, here, there } = await givenTwo()
    const [first] = await listDevices(actor, here, at(200))
    expect(first).toMatchObject({ isThis: true, trustedUntil: at(60 + DAYS) })
    expect(await endTrust(actor, first?.id ?? 'dev_none', LAPTOP, at(200))).toBe(true)
    expect(await password(here, 201)).toMatchObject(refused('second-factor'))
    expect(await password(there, 202)).toMatchObject({ ok: true })
    expect(await listDevices(actor, here, at(203))).toMatchObject([
      { isThis: true, trustedUntil: null },
      { isThis: false, trustedUntil: at(120 + DAYS) },
    ])
    const [event] = await eventsOf('known_device_trust_ended')
    expect(event).toMatchObject({ userId: actor.userId, sessionId: actor.sessionId })
  })

  test('is refused for a browser that is not trusted, and for one of another user', async () => {
    const { actor, here } = await givenTwo()
    const [first] = await listDevices(actor, here, at(200))
    const id = first?.id ?? 'dev_none'
    const eve = await actorOf((await givenAccount({ email: 'eve@example.com' })).access, 0)
    expect(await endTrust(eve, id, LAPTOP, at(200))).toBe(false)
    expect(await password(here, 201)).toMatchObject({ ok: true })
    expect(await endTrust(actor, id, LAPTOP, at(202))).toBe(true)
    expect(await endTrust(actor, id, LAPTOP, at(203))).toBe(false)
    expect(await eventsOf('known_device_trust_ended')).toHaveLength(1)
  })
})

test('a browser is listed as trusted only while a log-in there asks for no code', async () => {
  const { actor, tokens, here } = await givenTwo()
  const trusted = async (seconds: number) =>
    (await listDevices(actor, here, at(seconds))).filter(({ trustedUntil }) => trustedUntil).length
  const seen = async (seconds: number) =>
    (await trustedBrowsersOf(COMMAND_LINE, actor.userId, at(seconds))).length
  expect([await trusted(200), await seen(200)]).toEqual([2, 2])
  expect([await trusted(60 + DAYS), await seen(60 + DAYS)]).toEqual([1, 1])
  await endOwnSessions(tokens, 'everywhere', LAPTOP, at(300))
  expect(await seen(301)).toBe(0)
  const version = actor.userVersion + 1
  const later = await listDevices({ ...actor, userVersion: version }, here, at(301))
  expect(later.map(({ trustedUntil }) => trustedUntil)).toEqual([null, null])
})

test('trusted browsers of another user are shown to who may see sessions', async () => {
  const { actor } = await givenTwo()
  await expect(trustedBrowsersOf(actor, actor.userId)).rejects.toThrow(NotAllowed)
})

function password(deviceSecret: string, seconds: number) {
  const attempt = { email: 'ada@example.com', password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn({ ...attempt, deviceSecret }, at(seconds))
}

async function actorOf(access: string, seconds: number): Promise<Actor> {
  const found = await authenticate(access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

/** A user who trusts two browsers. */
async function givenTwo() {
  const tokens = await givenAccount()
  const { key } = await givenAuthenticator(await actorOf(tokens.access, 0), at(0))
  const [here, there] = [newDeviceSecret(), newDeviceSecret()]
  for (const [secret, seconds, from] of [
    [here, 60, LAPTOP],
    [there, 120, PHONE],
  ] as const) {
    const asked = await password(secret, seconds)
    if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
    const proof = { token: asked.token, code: codeAt(key, at(seconds)) }
    const more = { from, deviceSecret: secret, trusts: true }
    const done = await completeLogIn({ ...proof, ...more }, at(seconds))
    if (!done.ok) throw new Error(done.reason)
  }
  return { tokens, actor: await actorOf(tokens.access, 0), here, there }
}
