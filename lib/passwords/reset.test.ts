import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { HOUR } from '@/lib/base/time'
import { hasSecondFactor } from '@/lib/factors/second-factor'
import { createLink } from '@/lib/links/create-link'
import { givenAuthenticator } from '@/tests/support/factors'
import type { UserId } from '@/lib/base/ids'
import { passkeysOf } from '@/lib/passkeys/manage'
import { changeRole } from '@/lib/permissions/custom-roles'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { logIn } from '@/lib/sessions/log-in'
import { createUser } from '@/lib/users/create'
import { disableUser, enableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenPasskey } from '@/tests/support/passkeys'
import { at, givenRole, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import {
  changeUser,
  eventsOf,
  insertRole,
  oneTimeRows,
  passwordHashes,
  userRow,
} from '@/tests/support/rows'
import { changePassword } from './change'
import { checkPasswordLink, resetPassword } from './reset'

useFreshDatabase()

const BAD = { ok: false, reason: 'bad-link' }

async function givenLink(userId: UserId, now = NOW): Promise<string> {
  const made = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, now)
  if (!made.ok) throw new Error(made.reason)
  return tokenIn(made.link.url)
}

async function givenPasskeyOwner() {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  await givenPasskey(found.actor)
  return { actor: found.actor }
}

function tokenIn(url: string): string {
  return new URL(url).searchParams.get('token') ?? ''
}

const reset = (token: string, password = PASSWORD, now = at(60)) =>
  resetPassword({ token, password, from: PHONE }, now)

const enters = async (password: string) =>
  (
    await logIn(
      { email: 'ada@example.com', password, persistent: false, from: LAPTOP, replaces: NO_TOKENS },
      at(100),
    )
  ).ok

describe('a password link', () => {
  test('removes the passkeys where the user does not know them', async () => {
    const { actor } = await givenPasskeyOwner()
    const count = async () => (await passkeysOf(actor.userId)).length
    const token = await givenLink(actor.userId)
    expect(await checkPasswordLink(token, PHONE, at(1))).toMatchObject({ passkeys: 1 })
    expect(await reset(token)).toEqual({ ok: true })
    expect(await count()).toBe(1)
    const again = await givenLink(actor.userId, at(61))
    const removing = { token: again, password: `${PASSWORD} 2`, removesPasskeys: true, from: PHONE }
    expect(await resetPassword(removing, at(62))).toEqual({ ok: true })
    expect(await count()).toBe(0)
    expect(await eventsOf('authn_passkey_removed')).toHaveLength(1)
  })

  test('leaves no way in to a visitor who made the account with the address of another', async () => {
    const { actor } = await givenPasskeyOwner()
    await givenAuthenticator(actor)
    const { userId } = actor
    const link = { purpose: 'password-reset', life: HOUR, details: { mailed: 'yes' } } as const
    const mailed = async (now: Date) =>
      tokenIn(
        (
          await transaction({ locks: 'all' }, () =>
            createLink({ ...link, userId, version: 0 }, now),
          )
        ).url,
      )
    expect(await reset(await mailed(at(2)))).toEqual({ ok: true })
    expect(await passkeysOf(userId)).toEqual([])
    expect(await hasSecondFactor(userId, at(61))).toBe(false)
    expect((await userRow(userId)).emailVerifiedAt).toEqual(at(60))
  })

  test('ends every session, starts none, and works no second time', async () => {
    const { userId, tokens } = await givenSession()
    const token = await givenLink(userId)
    expect(await reset(token)).toEqual({ ok: true })
    expect(await authenticate(tokens.access, 'web', at(61))).toMatchObject({ reason: 'ended' })
    expect((await userRow(userId)).version).toBe(1)
    expect(await eventsOf('session_created')).toHaveLength(1)
    expect(await enters(PASSWORD)).toBe(true)
    expect(await reset(token, 'another passphrase of mine')).toEqual(BAD)
    expect(await enters(PASSWORD)).toBe(true)
    const event = { userId, actorId: userId, network: PHONE.network }
    expect(await eventsOf('authn_password_reset')).toMatchObject([event])
    const made = { userId, actorId: 'command-line', details: null, personalDetails: null }
    expect(await eventsOf('authn_password_link_created')).toMatchObject([made])
  })

  test('expires after 30 minutes', async () => {
    const { userId } = await givenSession()
    await reset(await givenLink(userId), PASSWORD, NOW)
    const token = await givenLink(userId)
    const end = 30 * 60
    expect(await checkPasswordLink(token, LAPTOP, at(end))).toEqual(BAD)
    expect(await reset(token, PASSWORD, at(end))).toEqual(BAD)
    expect(await reset(token, PASSWORD, at(end - 1))).toEqual({ ok: true })
  })

  test('has 256 random bits, of which the database stores only a hash', async () => {
    const { userId } = await givenSession()
    const token = await givenLink(userId)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = await oneTimeRows()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(await reset(rows[0]?.hash ?? '')).toEqual(BAD)
  })

  test('is void after a newer link', async () => {
    const { userId } = await givenSession()
    const older = await givenLink(userId)
    const newer = await givenLink(userId, at(1))
    expect(await reset(older)).toEqual(BAD)
    expect(await reset(newer)).toEqual({ ok: true })
  })

  test('is void after its user gains permissions by a granted or changed role', async () => {
    const { userId } = await givenSession()
    await insertRole('helper', [])
    await givenRole(userId, 'helper')
    const beforeChange = await givenLink(userId)
    await insertRole('other', [])
    await changeRole(COMMAND_LINE, { name: 'other', description: '', permissions: ['users:read'] })
    expect(await checkPasswordLink(beforeChange, LAPTOP, at(1))).toMatchObject({ ok: true })
    await changeRole(COMMAND_LINE, { name: 'helper', description: '', permissions: ['keys:burn'] })
    expect(await reset(beforeChange)).toEqual(BAD)
    const beforeGrant = await givenLink(userId)
    await grantRole(COMMAND_LINE, { userId, role: 'administrator' })
    expect(await reset(beforeGrant)).toEqual(BAD)
    expect(await reset(await givenLink(userId))).toEqual({ ok: true })
  })

  test('is void after its user changes the password', async () => {
    const { access } = await givenAccount({ email: 'eve@example.com', name: 'Eve' })
    const found = await authenticate(access, 'web', at(1))
    if (!found.ok) throw new Error(found.reason)
    const { actor } = found
    const token = await givenLink(actor.userId)
    const change = { current: PASSWORD, next: 'a kettle of winter thunder', from: LAPTOP }
    expect(await changePassword(actor, change, at(2))).toMatchObject({ ok: true })
    expect(await reset(token)).toEqual(BAD)
  })

  test('is not used up by a look or by a refused password', async () => {
    const { userId } = await givenSession()
    const token = await givenLink(userId)
    const look = () => checkPasswordLink(token, LAPTOP, at(1))
    expect(await look()).toMatchObject({ ok: true, email: 'ada@example.com' })
    expect(await reset(token, 'short')).toEqual({ ok: false, reason: 'password-too-short' })
    expect(await reset(token, 'Password1234')).toEqual({ ok: false, reason: 'password-common' })
    expect(await reset(token, 'ada@example.com')).toEqual({
      ok: false,
      reason: 'password-personal',
    })
    expect(await look()).toMatchObject({ ok: true })
    expect(await reset(token)).toEqual({ ok: true })
  })

  test('is invalid for a disabled user, without saying why', async () => {
    const { userId } = await givenSession()
    const before = await givenLink(userId)
    await disableUser(COMMAND_LINE, { userId })
    expect(await checkPasswordLink(before, LAPTOP, at(1))).toEqual(BAD)
    expect(await reset(before)).toEqual(BAD)
    const made = await createResetLink(COMMAND_LINE, { userId })
    expect(made).toEqual({ ok: false, reason: 'disabled' })
    await enableUser(COMMAND_LINE, { userId })
    // Created before the user was disabled, so it may be in the wrong hands.
    expect(await reset(before)).toEqual(BAD)
    // A link that is left over from before is invalid too.
    const left = await givenLink(userId)
    await changeUser(userId, { disabledAt: NOW })
    expect(await checkPasswordLink(left, LAPTOP, at(1))).toEqual(BAD)
    expect(await reset(left)).toEqual(BAD)
    expect(await passwordHashes()).toEqual([])
  })

  test('cannot be guessed: wrong links count for their network, where the right one must wait too', async () => {
    const { userId } = await givenSession()
    const token = await givenLink(userId)
    for (let i = 0; i < 100; i += 1) {
      expect(await checkPasswordLink('x'.repeat(i), LAPTOP, at(1))).toEqual(BAD)
    }
    const waits = { ok: false, reason: 'too-many-tries' }
    expect(await checkPasswordLink(token, LAPTOP, at(1))).toMatchObject(waits)
    const mine = { token, password: PASSWORD, from: LAPTOP }
    expect(await resetPassword(mine, at(1))).toMatchObject(waits)
    expect(await reset(token)).toEqual({ ok: true })
  })

  test('lifts the log-in limit of a user who guessed too often', async () => {
    const { userId } = await givenSession({ from: PHONE })
    await givenRole(userId, 'support')
    await reset(await givenLink(userId))
    const attempt = {
      email: 'ada@example.com',
      persistent: false,
      from: PHONE,
      replaces: NO_TOKENS,
    }
    for (let i = 0; i < 10; i += 1) await logIn({ ...attempt, password: `wrong ${i}` }, at(100))
    expect(await logIn({ ...attempt, password: PASSWORD }, at(100))).toMatchObject(
      refused('too-many-tries'),
    )
    await reset(await givenLink(userId, at(100)), `${PASSWORD} again`, at(101))
    expect(await logIn({ ...attempt, password: `${PASSWORD} again` }, at(102))).toMatchObject({
      ok: true,
    })
  })
})

describe('a user created by an administrator', () => {
  test('chooses a password by the link within a day', async () => {
    const input = { email: 'ada@example.com', name: 'Ada', roles: ['support'] }
    const made = await createUser(COMMAND_LINE, input, LAPTOP, NOW)
    if (!made.ok) throw new Error(made.reason)
    expect(await enters(PASSWORD)).toBe(false)
    const token = tokenIn(made.link.url)
    expect(await checkPasswordLink(token, LAPTOP, at(86_400))).toEqual(BAD)
    expect(await checkPasswordLink(token, LAPTOP, at(86_399))).toMatchObject({ ok: true })
    expect(await reset(token)).toEqual({ ok: true })
    expect(await enters(PASSWORD)).toBe(true)
    expect((await eventsOf('authz_change'))[0]).toMatchObject({ userId: made.userId })
  })
})
