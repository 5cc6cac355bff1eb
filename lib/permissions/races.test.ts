import { describe, expect, test } from 'vitest'
import { disableUser } from '@/lib/users/disable'
import { refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator, operatorOf } from '@/tests/support/operators'
import { givenUser, NOW } from '@/tests/support/people'
import { changeUser, eventsOf } from '@/tests/support/rows'
import { createRole } from './custom-roles'
import { grantRole, revokeRole } from './grant'
import { COMMAND_LINE } from './operator'

useFreshDatabase()

describe('creating a role', () => {
  test('creates one role when several calls come at once', async () => {
    const role = { name: 'helper', description: 'Helps', permissions: ['users:read'] }
    const all = await Promise.all(Array.from({ length: 4 }, () => createRole(COMMAND_LINE, role)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await eventsOf('role_created')).toHaveLength(1)
  })
})

describe('granting a role', () => {
  test('happens once when several calls come at once', async () => {
    const operator = await givenOperator('administrator')
    const userId = await givenUser()
    const choice = { userId, role: 'support' }
    const all = await Promise.all(Array.from({ length: 5 }, () => grantRole(operator, choice)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await eventsOf('authz_change')).toHaveLength(1)
  })
})

describe('taking a role away', () => {
  test('leaves an enabled administrator when two demote or disable each other at once', async () => {
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
      // Keeps the administrators of this round out of the next.
      for (const { userId } of [one, two]) await changeUser(userId, { disabledAt: NOW })
    }
  })

  test('leaves one of two administrators when the command line demotes both at once', async () => {
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
