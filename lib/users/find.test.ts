import { expect, test } from 'vitest'
import { NotAllowed } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { givenRole, givenUser, NOW } from '@/tests/support/people'
import { findUser } from './find'

useFreshDatabase()

test('a user is found with roles, password and whether the actor may act on them', async () => {
  const operator = await givenOperator('support')
  const userId = await givenUser('ada@example.com')
  const profile = await findUser(operator, ' ADA@example.com ')
  expect(profile).toMatchObject({ id: userId, name: 'Ada', passwordChangedAt: null, within: true })
  await givenRole(userId, 'administrator')
  expect(await findUser(operator, userId)).toMatchObject({
    roles: [{ name: 'administrator', grantedAt: NOW, grantedBy: 'system' }],
    within: false,
  })
  expect(await findUser(operator, operator.userId)).toMatchObject({ within: false })
  expect(await findUser(operator, 'nobody@example.com')).toBeNull()
  expect(await findUser(operator, 'usr_nobody')).toBeNull()
})

test('a user is shown only to administrators with the permission', async () => {
  await givenUser('ada@example.com')
  const nobody = await givenOperator()
  await expect(findUser(nobody, 'ada@example.com')).rejects.toThrow(NotAllowed)
})
