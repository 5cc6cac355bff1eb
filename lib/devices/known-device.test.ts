import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import type { UserId } from '@/lib/base/ids'
import { parseDetails } from '@/lib/events/details'
import { changePassword } from '@/lib/passwords/change'
import { resetPassword } from '@/lib/passwords/reset'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { deleteUser } from '@/lib/users/delete'
import { createResetLink } from '@/lib/users/reset-link'
import { givenAccount, givenCreated, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { deviceRows, eventsOf, userIdOf } from '@/tests/support/rows'
import { hashOfDeviceSecret, isDeviceSecret, newDeviceSecret } from './device-secret'
import { forgetDevice, forgetOtherDevices } from './forget'
import { grantDevice, knownDevicesOf } from './known-device'
import { listDevices } from './list'

useFreshDatabase()

const SECRET = newDeviceSecret()

describe('the secret of a browser', () => {
  test('has 256 bits, is never the same, and no other text is taken for one', () => {
    expect(Buffer.from(SECRET, 'base64url')).toHaveLength(32)
    expect(newDeviceSecret()).not.toBe(SECRET)
    expect(isDeviceSecret(SECRET)).toBe(true)
    for (const text of ['', 'x', `${SECRET}x`, `${SECRET}\n`, SECRET.slice(1), 'é'.repeat(43)]) {
      expect(isDeviceSecret(text)).toBe(false)
    }
  })
})

describe('grantDevice', () => {
  test('makes a browser known to one user, and the database does not reveal its secret', async () => {
    const [ada, bob] = [await givenUser(), await givenUser('bob@example.com')]
    await grant(ada, SECRET)
    expect(await knownDevicesOf(ada, SECRET)).toMatchObject({ hasThis: true, hasAny: true })
    expect(await knownDevicesOf(ada, newDeviceSecret())).toMatchObject({
      hasThis: false,
      hasAny: true,
    })
    expect(await knownDevicesOf(ada, null)).toMatchObject({ hasThis: false, hasAny: true })
    expect(await knownDevicesOf(bob, SECRET)).toMatchObject({ hasThis: false, hasAny: false })
    const rows = JSON.stringify(await otherProgram('SELECT * FROM known_devices'))
    expect(rows).toContain(hashOfDeviceSecret(SECRET))
    expect(rows).not.toContain(SECRET)
  })

  test('keeps one row for each user of a browser, with its first and its last use', async () => {
    const [ada, bob] = [await givenUser(), await givenUser('bob@example.com')]
    await grant(ada, SECRET, at(0))
    await grant(bob, SECRET, at(1))
    await grant(ada, SECRET, at(2), PHONE)
    const { network, browser, system } = PHONE
    expect(await deviceRows()).toMatchObject([
      { userId: ada, firstSeenAt: at(0), lastUsedAt: at(2), network, browser, system },
      { userId: bob, firstSeenAt: at(1), lastUsedAt: at(1), network: LAPTOP.network },
    ])
  })

  test('lets a link in a mail make a browser known, which opens nothing by itself', async () => {
    await givenAccount()
    const ada = await userIdOf('ada@example.com')
    const browser = { secret: SECRET, from: PHONE }
    await transaction({ locks: 'all' }, () => grantDevice(ada, 'mail', browser, NOW))
    expect(await knownDevicesOf(ada, SECRET)).toMatchObject({ hasThis: true })
    const attempt = { email: 'ada@example.com', persistent: false, from: PHONE }
    const known = { ...attempt, deviceSecret: SECRET }
    expect(await logIn({ ...known, password: 'wrong one' }, NOW)).toMatchObject({ ok: false })
    expect(await logIn({ ...known, password: PASSWORD }, at(1))).toMatchObject({ ok: true })
    expect(await deviceRows()).toMatchObject([{ lastUsedAt: at(1) }])
  })

  test('tells a browser that a mail made known from one with a log-in, whichever came last', async () => {
    const ada = await givenUser()
    const browser = { secret: SECRET, from: PHONE }
    const known = async (by: 'mail' | 'log-in') => {
      await transaction({ locks: 'all' }, () => grantDevice(ada, by, browser, NOW))
      return (await knownDevicesOf(ada, SECRET)).hasLoggedInHere
    }
    expect(await known('mail')).toBe(false)
    expect(await known('log-in')).toBe(true)
    expect(await known('mail')).toBe(true)
  })

  test('keeps 50 known devices of a user, and forgets the one used longest ago', async () => {
    const ada = await givenUser()
    const secrets = Array.from({ length: 51 }, newDeviceSecret)
    for (const [i, secret] of secrets.slice(0, 50).entries()) await grant(ada, secret, at(i))
    await grant(ada, secrets[0] ?? '', at(60))
    expect(await deviceRows()).toHaveLength(50)
    await grant(ada, secrets[50] ?? '', at(61))
    expect(await deviceRows()).toHaveLength(50)
    const known = await Promise.all(secrets.map((secret) => knownDevicesOf(ada, secret)))
    expect(known.flatMap(({ hasThis }, i) => (hasThis ? [] : [i]))).toEqual([1])
  })

  test('throws outside a transaction', async () => {
    const ada = await givenUser()
    const granting = grantDevice(ada, 'mail', { secret: SECRET, from: LAPTOP }, NOW)
    await expect(granting).rejects.toThrow('outside transaction()')
  })
})

describe('a known device', () => {
  test('stays known when its user logs out everywhere or changes the password', async () => {
    const tokens = await givenAccount({ deviceSecret: SECRET })
    const actor = await actorOf(tokens.access)
    const next = 'seven kettles beside a slow river'
    const change = await changePassword(actor, { current: PASSWORD, next, from: LAPTOP }, NOW)
    if (!change.ok) throw new Error(change.reason)
    expect(await endOwnSessions(change.tokens, 'everywhere', LAPTOP, at(1))).toBe(true)
    expect(await knownDevicesOf(actor.userId, SECRET)).toMatchObject({ hasThis: true })
  })

  test('stays known when its user chooses a new password with a link', async () => {
    await givenAccount({ deviceSecret: SECRET })
    const userId = await userIdOf('ada@example.com')
    const created = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, NOW)
    if (!created.ok) throw new Error(created.reason)
    const token = new URL(created.link.url).searchParams.get('token') ?? ''
    const password = 'seven kettles beside a slow river'
    expect(await resetPassword({ token, password, from: PHONE }, at(1))).toEqual({ ok: true })
    expect(await knownDevicesOf(userId, SECRET)).toMatchObject({ hasThis: true })
  })

  test('is deleted with its user', async () => {
    await givenAccount({ deviceSecret: SECRET })
    expect(await deviceRows()).toHaveLength(1)
    const userId = await userIdOf('ada@example.com')
    expect(await deleteUser(COMMAND_LINE, { userId }, LAPTOP, NOW)).toEqual({ ok: true })
    expect(await deviceRows()).toEqual([])
  })
})

describe('the list of known devices', () => {
  test('shows the browser of the request first, the others by last use, and nobody else’s', async () => {
    const actor = await givenActor()
    const others = [newDeviceSecret(), newDeviceSecret()] as const
    await grant(actor.userId, SECRET, at(0))
    await grant(actor.userId, others[0], at(1))
    await grant(actor.userId, others[1], at(2), PHONE)
    await grant(await givenCreated('bob@example.com'), SECRET, at(3))
    const listed = await listDevices(actor, SECRET)
    expect(listed.map(({ isThis, lastUsedAt }) => [isThis, lastUsedAt])).toEqual([
      [true, at(0)],
      [false, at(2)],
      [false, at(1)],
    ])
    expect(JSON.stringify(listed)).not.toContain(hashOfDeviceSecret(SECRET))
    expect((await listDevices(actor, null)).map(({ isThis }) => isThis)).not.toContain(true)
  })
})

describe('forgetting', () => {
  test('takes one known device of the actor, and none of another user', async () => {
    const actor = await givenActor()
    const bob = await givenCreated('bob@example.com')
    await grant(actor.userId, SECRET)
    await grant(bob, SECRET, at(1))
    const [own, theirs] = await deviceRows()
    if (!own || !theirs) throw new Error('no devices')
    expect(await forgetDevice(actor, theirs.id, PHONE, NOW)).toBe(false)
    expect(await forgetDevice(actor, own.id, PHONE, NOW)).toBe(true)
    expect(await forgetDevice(actor, own.id, PHONE, NOW)).toBe(false)
    expect(await deviceRows()).toMatchObject([{ userId: bob }])
    const events = await eventsOf('known_device_forgotten')
    expect(events).toMatchObject([{ userId: actor.userId, sessionId: actor.sessionId }])
    expect(parseDetails(events[0]?.personalDetails ?? null)).toEqual({
      browser: LAPTOP.browser,
      system: LAPTOP.system,
    })
  })

  test('takes all others, keeps this browser, and counts them in the event', async () => {
    const actor = await givenActor()
    for (const secret of [SECRET, newDeviceSecret(), newDeviceSecret()]) {
      await grant(actor.userId, secret)
    }
    await grant(await givenCreated('bob@example.com'), newDeviceSecret())
    expect(await forgetOtherDevices(actor, SECRET, LAPTOP, NOW)).toBe(2)
    expect(await listDevices(actor, SECRET)).toMatchObject([{ isThis: true }])
    expect(await deviceRows()).toHaveLength(2)
    expect(await forgetOtherDevices(actor, SECRET, LAPTOP, NOW)).toBe(0)
    const events = await eventsOf('known_device_forgotten')
    expect(events.map(({ details }) => parseDetails(details))).toEqual([{ devices: 2 }])
  })
})

async function grant(userId: UserId, secret: string, now = NOW, from = LAPTOP): Promise<void> {
  await transaction({ locks: 'all' }, () => grantDevice(userId, 'log-in', { secret, from }, now))
}

async function givenActor(): Promise<Actor> {
  return actorOf((await givenSession()).tokens.access)
}

async function actorOf(access: string): Promise<Actor> {
  const found = await authenticate(access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}
