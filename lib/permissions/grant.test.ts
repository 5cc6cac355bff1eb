import { describe, expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { authenticate } from '@/lib/sessions/authenticate'
import { refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import {
  at,
  givenPassword,
  givenRole,
  givenSession,
  givenUser,
  LAPTOP,
  NOW,
} from '@/tests/support/people'
import { changeUser, eventsOf, insertRole } from '@/tests/support/rows'
import { authorityOf } from './authority'
import { grantRole, revokeRole } from './grant'
import { COMMAND_LINE, NotAllowed } from './operator'
import { fitsToken } from './token-size'

useFreshDatabase()

const rolesOf = async (userId: UserId) => (await authorityOf(userId)).roles

describe('granting a role', () => {
  test('requires the permission, even if a guard forgot to check it', async () => {
    const operator = await givenOperator('support')
    const userId = await givenUser()
    await expect(grantRole(operator, { userId, role: 'support' })).rejects.toThrow(NotAllowed)
    expect(await rolesOf(userId)).toEqual([])
  })

  test('is refused when the actor lost the permission or was disabled since the guard', async () => {
    const other = await givenOperator('administrator')
    const operator = await givenOperator('administrator')
    const userId = await givenUser()
    await revokeRole(other, { userId: operator.userId, role: 'administrator' })
    await expect(grantRole(operator, { userId, role: 'support' })).rejects.toThrow(NotAllowed)

    await givenRole(operator.userId, 'administrator')
    await changeUser(operator.userId, { disabledAt: NOW })
    await expect(grantRole(operator, { userId, role: 'support' })).rejects.toThrow(NotAllowed)
    expect(await rolesOf(userId)).toEqual([])
  })

  test('is refused for oneself, for an unknown user and for an unknown role', async () => {
    const operator = await givenOperator('administrator')
    const { userId } = operator
    expect(await grantRole(operator, { userId, role: 'auditor' })).toEqual(refused('yourself'))
    const nobody = { userId: 'usr_nobody', role: 'auditor' } as const
    expect(await grantRole(operator, nobody)).toEqual(refused('not-found'))
    const strange = { userId: await givenUser(), role: 'emperor' }
    expect(await grantRole(operator, strange)).toEqual(refused('unknown-role'))
  })

  test('is refused for a role that allows more than the actor may do', async () => {
    await insertRole('granter', ['roles:grant', 'users:read'])
    const operator = await givenOperator('granter')
    const userId = await givenUser()
    expect(await grantRole(operator, { userId, role: 'support' })).toEqual(refused('beyond-you'))
    expect(await grantRole(operator, { userId, role: 'granter' })).toEqual({ ok: true })
  })

  test('is refused for a user who may do more than the actor', async () => {
    await insertRole('granter', ['roles:grant'])
    const operator = await givenOperator('granter')
    const superior = await givenOperator('support')
    const choice = { userId: superior.userId, role: 'granter' }
    expect(await grantRole(operator, choice)).toEqual(refused('beyond-you'))
  })

  test('is refused when the user already holds the role', async () => {
    const userId = await givenUser()
    await grantRole(COMMAND_LINE, { userId, role: 'support' })
    const again = await grantRole(COMMAND_LINE, { userId, role: 'support' })
    expect(again).toEqual(refused('already'))
    expect(await eventsOf('authz_change')).toHaveLength(1)
  })

  test('is refused when the roles would no longer fit into the token', async () => {
    const { userId, tokens } = await givenSession()
    const names = Array.from({ length: 100 }, (_, i) => String(i).padStart(40, 'r'))
    const most = names.findIndex((_, i) => !fitsToken(names.slice(0, i + 1)))
    expect(most).toBeGreaterThan(30)
    for (const name of names.slice(0, most + 1)) await insertRole(name, ['users:read'])
    for (const name of names.slice(0, most - 1)) await givenRole(userId, name)
    const [last = '', one = ''] = names.slice(most - 1)
    expect(await grantRole(COMMAND_LINE, { userId, role: last })).toEqual({ ok: true })
    expect(await grantRole(COMMAND_LINE, { userId, role: one })).toEqual(refused('too-large'))
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
  })

  test('is recorded with actor, user, network and role', async () => {
    const operator = await givenOperator('administrator')
    const userId = await givenUser()
    expect(await grantRole(operator, { userId, role: 'support' }, LAPTOP, NOW)).toEqual({
      ok: true,
    })
    const [event] = await eventsOf('authz_change')
    expect(event).toMatchObject({
      userId,
      actorId: operator.userId,
      sessionId: operator.sessionId,
      network: LAPTOP.network,
      at: NOW,
    })
    expect(JSON.parse(event?.details ?? '')).toEqual({ role: 'support', granted: true })
  })
})

describe('taking a role away', () => {
  test('takes effect at the next request', async () => {
    const { userId, tokens } = await givenSession()
    await givenRole(userId, 'support')
    expect(await revokeRole(COMMAND_LINE, { userId, role: 'support' })).toEqual({ ok: true })
    const found = await authenticate(tokens.access, 'web', at(1))
    expect(found.ok && found.actor.roles).toEqual([])
    const [event] = await eventsOf('authz_change')
    expect(event).toMatchObject({ userId, actorId: 'command-line', sessionId: null })
    expect(JSON.parse(event?.details ?? '')).toEqual({ role: 'support', granted: false })
  })

  test('is refused for oneself, for a user who may do more, and for a role not held', async () => {
    await insertRole('granter', ['roles:grant'])
    const operator = await givenOperator('granter')
    const superior = await givenOperator('administrator')
    const own = { userId: operator.userId, role: 'granter' }
    expect(await revokeRole(operator, own)).toEqual(refused('yourself'))
    const theirs = { userId: superior.userId, role: 'administrator' }
    expect(await revokeRole(operator, theirs)).toEqual(refused('beyond-you'))
    const none = { userId: await givenUser(), role: 'support' }
    expect(await revokeRole(operator, none)).toEqual(refused('not-held'))
  })

  test('is refused for the last enabled administrator', async () => {
    const [first, second] = [await givenOperator('administrator'), await givenOperator()]
    const choice = { userId: first.userId, role: 'administrator' }
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    await givenRole(second.userId, 'administrator')
    await changeUser(second.userId, { disabledAt: NOW })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    // A disabled administrator can be demoted.
    const other = { userId: second.userId, role: 'administrator' }
    expect(await revokeRole(COMMAND_LINE, other)).toEqual({ ok: true })
    await givenRole(second.userId, 'administrator')
    await changeUser(second.userId, { disabledAt: null })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })

  test('is refused when the other administrator has no password yet', async () => {
    const operator = await givenOperator('administrator')
    const choice = { userId: operator.userId, role: 'administrator' }
    const newcomer = await givenUser()
    await givenRole(newcomer, 'administrator')
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    // The administrator without a password can be demoted.
    const theirs = { userId: newcomer, role: 'administrator' }
    expect(await revokeRole(operator, theirs)).toEqual({ ok: true })
    await givenRole(newcomer, 'administrator')
    await givenPassword(newcomer)
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })

  test('finds another enabled administrator among 120', async () => {
    const operators = []
    for (let i = 0; i < 120; i += 1) operators.push(await givenOperator('administrator'))
    const [one, ...others] = operators.map(({ userId }) => userId).sort()
    const choice = { userId: one ?? 'usr_none', role: 'administrator' }
    for (const userId of others) await changeUser(userId, { disabledAt: NOW })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    await changeUser(others.at(-1) ?? 'usr_none', { disabledAt: null })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })
})
