import { describe, expect, test } from 'vitest'
import { NotAllowed } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { NOW } from '@/tests/support/people'
import { changeUser, insertRole, oneTimeRows, userRows } from '@/tests/support/rows'
import { createUser, type UserInput } from './create'

useFreshDatabase()

const bob = (change: Partial<UserInput> = {}): UserInput => ({
  email: 'Bob@Example.com',
  name: ' Bob\n the  Builder ',
  roles: [],
  ...change,
})

describe('creating a user', () => {
  test('requires its permission, and another for roles, at the moment it is carried out', async () => {
    await insertRole('maker', ['users:create'])
    const maker = await givenOperator('maker')
    await expect(createUser(await givenOperator('support'), bob())).rejects.toThrow(NotAllowed)
    await expect(createUser(maker, bob({ roles: ['maker'] }))).rejects.toThrow(NotAllowed)
    expect(await createUser(maker, bob())).toMatchObject({ ok: true })
    await changeUser(maker.userId, { disabledAt: NOW })
    const eve = bob({ email: 'eve@example.com' })
    await expect(createUser(maker, eve)).rejects.toThrow(NotAllowed)
    const stale = { ...maker, permissions: (await givenOperator('administrator')).permissions }
    await changeUser(maker.userId, { disabledAt: null })
    await expect(createUser(stale, { ...eve, roles: ['maker'] })).rejects.toThrow(NotAllowed)
  })

  test('is refused for invalid input, and then keeps nothing', async () => {
    await insertRole('maker', ['users:create', 'roles:grant'])
    const maker = await givenOperator('maker')
    const attempt = (change: Partial<UserInput>) => createUser(maker, bob(change))
    expect(await attempt({ email: 'bob' })).toEqual(refused('bad-address'))
    expect(await attempt({ name: 'x'.repeat(101) })).toEqual(refused('name-too-long'))
    expect(await attempt({ roles: ['emperor'] })).toEqual(refused('unknown-role'))
    expect(await attempt({ roles: ['maker', 'support'] })).toEqual(refused('beyond-you'))
    const many = Array.from({ length: 100 }, (_, i) => String(i).padStart(40, 'r'))
    expect(await attempt({ roles: many })).toEqual(refused('too-large'))
    expect(await userRows()).toHaveLength(1)
    expect(await attempt({})).toMatchObject({ ok: true })
    expect(await attempt({ email: 'bob@EXAMPLE.com' })).toEqual(refused('address-taken'))
    expect(await oneTimeRows()).toHaveLength(1)
  })
})
