import { describe, expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { isAccepted, testOfLastAdministrator, testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { eventsOf, userIdOf } from '@/tests/support/rows'
import { disableUser, enableUser } from './disable'

useFreshDatabase()

describe('disableUser', () => {
  testsOfPermission('users:disable', disableUser)
  testOfLastAdministrator(disableUser)
})

describe('enableUser', () => {
  testsOfPermission('users:disable', enableUser)
})

describe('disabling a user', () => {
  test('ends every session at once, and none comes back when the user is enabled again', async () => {
    const { userId, tokens } = await givenSession()
    expect(await disableUser(COMMAND_LINE, { userId }, LAPTOP, at(1))).toEqual({ ok: true })
    expect(await isAccepted(tokens)).toBe(false)
    expect(await disableUser(COMMAND_LINE, { userId })).toEqual(refused('already'))
    expect(await enableUser(COMMAND_LINE, { userId }, LAPTOP, at(2))).toEqual({ ok: true })
    expect(await isAccepted(tokens)).toBe(false)
    expect(await enableUser(COMMAND_LINE, { userId })).toEqual(refused('already'))
    const actor = { userId, actorId: 'command-line', network: LAPTOP.network }
    expect(await eventsOf('user_disabled')).toMatchObject([actor])
    expect(await eventsOf('user_enabled')).toMatchObject([actor])
  })

  test('prevents log-ins until the user is enabled again', async () => {
    const email = 'eve@example.com'
    await givenAccount({ email })
    const userId = await userIdOf(email)
    const attempt = { email, password: PASSWORD, persistent: false, from: LAPTOP }
    await disableUser(COMMAND_LINE, { userId })
    expect(await logIn(attempt, NOW)).toEqual(refused('wrong-credentials'))
    await enableUser(COMMAND_LINE, { userId })
    expect(await logIn(attempt, NOW)).toMatchObject({ ok: true })
  })
})
