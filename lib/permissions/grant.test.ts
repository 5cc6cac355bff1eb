import { describe, expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { disableUser } from '@/lib/users/disable'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator, operatorOf } from '@/tests/support/operators'
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

const refused = (reason: string) => ({ ok: false, reason })
const rolesOf = async (userId: string) => (await authorityOf(userId)).roles

describe('giving a role', () => {
  test('takes the permission, also where a door forgot to ask', async () => {
    const operator = await givenOperator('support')
    const userId = await givenUser()
    await expect(grantRole(operator, { userId, role: 'support' })).rejects.toThrow(NotAllowed)
    expect(await rolesOf(userId)).toEqual([])
  })

  test('is refused to whoever lost the permission, or was disabled, since the door', async () => {
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

  test('is refused for oneself, and for what or whom there is not', async () => {
    const operator = await givenOperator('administrator')
    const { userId } = operator
    expect(await grantRole(operator, { userId, role: 'auditor' })).toEqual(refused('yourself'))
    const nobody = { userId: 'usr_nobody', role: 'auditor' }
    expect(await grantRole(operator, nobody)).toEqual(refused('not-found'))
    const strange = { userId: await givenUser(), role: 'emperor' }
    expect(await grantRole(operator, strange)).toEqual(refused('unknown-role'))
  })

  test('is refused for a role that allows more than the operator may', async () => {
    await insertRole('granter', ['roles:grant', 'users:read'])
    const operator = await givenOperator('granter')
    const userId = await givenUser()
    expect(await grantRole(operator, { userId, role: 'support' })).toEqual(refused('beyond-you'))
    expect(await grantRole(operator, { userId, role: 'granter' })).toEqual({ ok: true })
  })

  test('is refused for a user who may do more than the operator', async () => {
    await insertRole('granter', ['roles:grant'])
    const operator = await givenOperator('granter')
    const superior = await givenOperator('support')
    const choice = { userId: superior.userId, role: 'granter' }
    expect(await grantRole(operator, choice)).toEqual(refused('beyond-you'))
  })

  test('is refused when they hold it', async () => {
    const userId = await givenUser()
    await grantRole(COMMAND_LINE, { userId, role: 'support' })
    const again = await grantRole(COMMAND_LINE, { userId, role: 'support' })
    expect(again).toEqual(refused('already'))
    expect(await eventsOf('authz_change')).toHaveLength(1)
  })

  test('is refused when their token would not fit, and one role fewer does', async () => {
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

  test('is written down with who, whom, where and what', async () => {
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

  test('happens once, however many give it at once', async () => {
    const operator = await givenOperator('administrator')
    const userId = await givenUser()
    const choice = { userId, role: 'support' }
    const all = await Promise.all(Array.from({ length: 5 }, () => grantRole(operator, choice)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await eventsOf('authz_change')).toHaveLength(1)
  })
})

describe('taking a role away', () => {
  test('works at the next request', async () => {
    const { userId, tokens } = await givenSession()
    await givenRole(userId, 'support')
    expect(await revokeRole(COMMAND_LINE, { userId, role: 'support' })).toEqual({ ok: true })
    const found = await authenticate(tokens.access, 'web', at(1))
    expect(found.ok && found.actor.roles).toEqual([])
    const [event] = await eventsOf('authz_change')
    expect(event).toMatchObject({ userId, actorId: 'command-line', sessionId: null })
    expect(JSON.parse(event?.details ?? '')).toEqual({ role: 'support', granted: false })
  })

  test('is refused for oneself, for who may do more, and for what they do not hold', async () => {
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

  test('leaves an enabled administrator, whoever asks', async () => {
    const [first, second] = [await givenOperator('administrator'), await givenOperator()]
    const choice = { userId: first.userId, role: 'administrator' }
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    await givenRole(second.userId, 'administrator')
    await changeUser(second.userId, { disabledAt: NOW })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    // One who is disabled leaves no gap.
    const other = { userId: second.userId, role: 'administrator' }
    expect(await revokeRole(COMMAND_LINE, other)).toEqual({ ok: true })
    await givenRole(second.userId, 'administrator')
    await changeUser(second.userId, { disabledAt: null })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })

  test('leaves one who can log in: whoever has no password yet does not count', async () => {
    const operator = await givenOperator('administrator')
    const choice = { userId: operator.userId, role: 'administrator' }
    const newcomer = await givenUser()
    await givenRole(newcomer, 'administrator')
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    // They themselves leave no gap.
    const theirs = { userId: newcomer, role: 'administrator' }
    expect(await revokeRole(operator, theirs)).toEqual({ ok: true })
    await givenRole(newcomer, 'administrator')
    await givenPassword(newcomer)
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })

  test('finds the other one among very many who are disabled', async () => {
    const operators = []
    for (let i = 0; i < 120; i += 1) operators.push(await givenOperator('administrator'))
    const [one, ...others] = operators.map(({ userId }) => userId).sort()
    const choice = { userId: one ?? '', role: 'administrator' }
    for (const userId of others) await changeUser(userId, { disabledAt: NOW })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual(refused('last-administrator'))
    await changeUser(others.at(-1) ?? '', { disabledAt: null })
    expect(await revokeRole(COMMAND_LINE, choice)).toEqual({ ok: true })
  })

  test('leaves an enabled administrator when they demote and disable each other at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, two] = [
        await givenOperator('administrator'),
        await givenOperator('administrator'),
      ]
      const demotes = revokeRole(one, { userId: two.userId, role: 'administrator' })
      const answers =
        round % 2
          ? revokeRole(two, { userId: one.userId, role: 'administrator' })
          : disableUser(two, { userId: one.userId })
      const results = await Promise.allSettled([demotes, answers])
      const done = results.filter(({ status, ...rest }) => status === 'fulfilled' && isDone(rest))
      expect(done).toHaveLength(1)
      const left = await Promise.all([one, two].map(({ userId }) => operatorOf(userId)))
      expect(left.some(({ permissions }) => permissions.has('roles:grant'))).toBe(true)
      // Nobody of this round counts in the next.
      for (const { userId } of [one, two]) await changeUser(userId, { disabledAt: NOW })
    }
  })

  test('leaves one of two when the command line demotes both at once', async () => {
    const two = [await givenOperator('administrator'), await givenOperator('administrator')]
    const results = await Promise.all(
      two.map(({ userId }) => revokeRole(COMMAND_LINE, { userId, role: 'administrator' })),
    )
    expect(results).toContainEqual({ ok: true })
    expect(results).toContainEqual(refused('last-administrator'))
  })
})

function isDone(settled: object): boolean {
  return 'value' in settled && (settled.value as { ok: boolean }).ok
}
