import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { DAY } from '@/lib/base/time'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import type { SeenFrom } from '@/lib/events/events'
import { spendCode } from '@/lib/factors/check-code'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { at, givenPassword, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changePasswords } from '@/tests/support/rows'
import { checkUp } from './check-up'

useFreshDatabase()

const CALM = { openIncidents: 0, hasMail: false }

async function givenActor() {
  const { tokens, userId } = await givenSession()
  await givenPassword(userId)
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

test('a calm account calls for nothing', async () => {
  const actor = await givenActor()
  await givenSession({ userId: actor.userId, from: PHONE })
  await givenAuthenticator(actor)
  expect(await checkUp(actor, CALM, at(1))).toEqual([
    { topic: 'incidents', isGood: true, open: 0 },
    { topic: 'password', isGood: true, changedAt: NOW, strength: null },
    { topic: 'secondFactor', isGood: true },
    { topic: 'recoveryCodes', isGood: true, left: 10 },
    { topic: 'devices', isGood: true, count: 2, unknown: 0 },
  ])
})

test('what calls for a step comes first', async () => {
  const actor = await givenActor()
  await changePasswords({ strength: 2 })
  const items = await checkUp(actor, { openIncidents: 2, hasMail: true }, at(1))
  expect(items).toEqual([
    { topic: 'incidents', isGood: false, open: 2 },
    { topic: 'address', isGood: false },
    { topic: 'password', isGood: false, changedAt: NOW, strength: 2 },
    { topic: 'secondFactor', isGood: false },
    { topic: 'devices', isGood: true, count: 1, unknown: 0 },
  ])
})

test('a verified address and a strong password are good', async () => {
  const actor = await givenActor()
  await changePasswords({ strength: 3 })
  await givenAuthenticator(actor)
  const verified = { ...actor, emailVerifiedAt: NOW }
  const items = await checkUp(verified, { ...CALM, hasMail: true }, at(1))
  expect(items.filter(({ isGood }) => !isGood)).toEqual([])
  expect(items.map(({ topic }) => topic)).toContain('address')
})

test('devices that the account did not know call for a step, until a week later or logged out', async () => {
  const tokens = await givenAccount({ deviceSecret: newDeviceSecret() })
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const { actor } = found
  const enter = async (from: SeenFrom, deviceSecret: string) => {
    const attempt = { email: actor.email, password: PASSWORD, persistent: true, from, deviceSecret }
    const entered = await logIn(attempt, at(2))
    if (!entered.ok) throw new Error(entered.reason)
    return entered.tokens
  }
  const devicesAt = async (seconds: number) => {
    const items = await checkUp(actor, CALM, at(seconds))
    return items.find(({ topic }) => topic === 'devices')
  }
  expect(await devicesAt(1)).toMatchObject({ isGood: true, count: 1, unknown: 0 })
  const phone = newDeviceSecret()
  const onPhone = await enter(PHONE, phone)
  // A browser in the same network.
  await enter(LAPTOP, newDeviceSecret())
  // Known by then.
  await enter(PHONE, phone)
  expect(await devicesAt(3)).toMatchObject({ isGood: false, count: 4, unknown: 2 })
  await endOwnSessions(onPhone, 'this', PHONE, at(4))
  expect(await devicesAt(5)).toMatchObject({ isGood: false, count: 3, unknown: 1 })
  expect(await devicesAt(2 + 7 * DAY)).toMatchObject({ isGood: false, unknown: 1 })
  expect(await devicesAt(3 + 7 * DAY)).toMatchObject({ isGood: true, unknown: 0 })
})

test('a user without a password is not told about it', async () => {
  const { tokens } = await givenSession()
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const items = await checkUp(found.actor, CALM, at(1))
  expect(items.map(({ topic }) => topic)).toEqual(['incidents', 'secondFactor', 'devices'])
})

test('from three recovery codes on, the user is told to make new ones', async () => {
  const actor = await givenActor()
  const { userId } = actor
  const { codes } = await givenAuthenticator(actor)
  const itemsWith = async (left: number) => {
    for (const code of codes.splice(0, codes.length - left)) {
      const spent = transaction({ locks: 'all' }, () => spendCode(userId, code, at(1)))
      expect(await spent).toMatchObject({ ok: true })
    }
    const items = await checkUp(actor, CALM, at(1))
    return items.find(({ topic }) => topic === 'recoveryCodes')
  }
  expect(await itemsWith(4)).toMatchObject({ isGood: true, left: 4 })
  expect(await itemsWith(3)).toMatchObject({ isGood: false, left: 3 })
  expect(await itemsWith(0)).toMatchObject({ isGood: false, left: 0 })
})
