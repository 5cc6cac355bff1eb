import { describe, expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator, operatorOf } from '@/tests/support/operators'
import { givenRole, givenUser, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, insertRole } from '@/tests/support/rows'
import { authorityOf } from './authority'
import { changeRole, createRole, deleteRole, listRoles } from './custom-roles'
import { COMMAND_LINE, NotAllowed } from './operator'

useFreshDatabase()

const role = (permissions: string[] = ['users:read'], name = 'helper') => ({
  name,
  description: 'Helps',
  permissions,
})

describe('creating a role', () => {
  test.each(['', 'Helper', 'a b', 'x'.repeat(41), 'rôle', 'new', 'disabled'])(
    'refuses the name %j',
    async (name) => {
      expect(await createRole(COMMAND_LINE, role([], name))).toEqual(refused('bad-name'))
    },
  )

  test('refuses a taken name, even of a built-in role or one that is only left in grants', async () => {
    expect(await createRole(COMMAND_LINE, role([], 'x'.repeat(40)))).toEqual({ ok: true })
    expect(await createRole(COMMAND_LINE, role([], 'auditor'))).toEqual(refused('already'))
    expect(await createRole(COMMAND_LINE, role())).toEqual({ ok: true })
    expect(await createRole(COMMAND_LINE, role())).toEqual(refused('already'))
    await givenRole(await givenUser(), 'ghost')
    expect(await createRole(COMMAND_LINE, role([], 'ghost'))).toEqual(refused('already'))
  })

  test('refuses unknown permissions and long descriptions', async () => {
    expect(await createRole(COMMAND_LINE, role(['planes:fly']))).toEqual(
      refused('unknown-permission'),
    )
    const long = { ...role(), description: 'x'.repeat(201) }
    expect(await createRole(COMMAND_LINE, long)).toEqual(refused('description-too-long'))
  })

  test('refuses permissions beyond the actor, and an actor who lost the right since the guard', async () => {
    await insertRole('writer', ['roles:write', 'users:read'])
    const operator = await givenOperator('writer')
    expect(await createRole(operator, role(['keys:burn']))).toEqual(refused('beyond-you'))
    await changeUser(operator.userId, { disabledAt: NOW })
    await expect(createRole(operator, role())).rejects.toThrow(NotAllowed)
    await expect(createRole(await givenOperator('support'), role())).rejects.toThrow(NotAllowed)
  })
})

describe('changing a role', () => {
  test('takes effect for every user who holds it', async () => {
    await createRole(COMMAND_LINE, role())
    const userId = await givenUser()
    await givenRole(userId, 'helper')
    expect(await changeRole(COMMAND_LINE, role(['audit:read', 'audit:read']))).toEqual({ ok: true })
    expect([...(await authorityOf(userId)).permissions]).toEqual(['audit:read'])
    const [event] = await eventsOf('role_changed')
    expect(event).toMatchObject({ actorId: 'command-line', userId: null })
    const details: unknown = JSON.parse(event?.details ?? '')
    expect(details).toEqual({ role: 'helper', permissions: 'audit:read' })
  })

  test('is refused for an unknown role, a built-in role, and permissions beyond the actor', async () => {
    expect(await changeRole(COMMAND_LINE, role())).toEqual(refused('unknown-role'))
    expect(await changeRole(COMMAND_LINE, role([], 'support'))).toEqual(refused('built-in'))
    await insertRole('writer', ['roles:write', 'users:read'])
    const operator = await givenOperator('writer')
    await insertRole('helper', ['users:read'])
    expect(await changeRole(operator, role(['keys:burn']))).toEqual(refused('beyond-you'))
    await insertRole('burner', ['keys:burn'])
    // Nor can an actor take away what the actor could not give back.
    expect(await changeRole(operator, role([], 'burner'))).toEqual(refused('beyond-you'))
    expect(await deleteRole(operator, { name: 'burner' })).toEqual(refused('beyond-you'))
  })
})

describe('deleting a role', () => {
  test('takes it from every holder, however many there are', async () => {
    await createRole(COMMAND_LINE, role())
    const holders: UserId[] = []
    for (let i = 0; i < 501; i += 1) {
      const userId = await givenUser(`holder${i}@example.com`)
      await givenRole(userId, 'helper')
      holders.push(userId)
    }
    expect(await deleteRole(COMMAND_LINE, { name: 'helper' })).toEqual({ ok: true })
    for (const userId of [...holders.slice(0, 1), ...holders.slice(500)]) {
      expect(await authorityOf(userId)).toEqual({ roles: [], permissions: new Set() })
    }
    const details: unknown = JSON.parse((await eventsOf('role_deleted'))[0]?.details ?? '')
    expect(details).toEqual({ role: 'helper', holders: 501 })
    // A later role of the same name has no holders.
    expect(await createRole(COMMAND_LINE, role(['keys:burn']))).toEqual({ ok: true })
    expect((await operatorOf(holders[7] ?? 'usr_none')).permissions.size).toBe(0)
  })

  test('is refused for an unknown role and for a built-in one', async () => {
    expect(await deleteRole(COMMAND_LINE, { name: 'helper' })).toEqual(refused('unknown-role'))
    expect(await deleteRole(COMMAND_LINE, { name: 'auditor' })).toEqual(refused('built-in'))
  })
})

test('roles are listed with their permissions and their number of holders', async () => {
  await createRole(COMMAND_LINE, role())
  const auditor = await givenOperator('auditor')
  await expect(listRoles(await givenOperator('support'))).rejects.toThrow(NotAllowed)
  const listed = await listRoles(auditor)
  expect(listed.map(({ name, builtIn, holders }) => [name, builtIn, holders])).toEqual([
    ['administrator', true, 0],
    ['support', true, 1],
    ['auditor', true, 1],
    ['helper', false, 0],
  ])
  expect(listed[3]).toMatchObject({ description: 'Helps', permissions: ['users:read'] })
})
