import { expect, test } from 'vitest'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { accountFor } from '@/lib/oauth/account'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRole, givenUser, NOW } from '@/tests/support/people'
import { changeUser, removeGrants } from '@/tests/support/rows'
import { mayUseApp } from './roles'

useFreshDatabase()

test('an application with roles is only for users who have one of them', async () => {
  const userId = await givenUser()
  expect(await mayUseApp({ roles: null }, userId)).toBe(true)
  expect(await mayUseApp({ roles: '["auditor","support"]' }, userId)).toBe(false)
  await givenRole(userId, 'support')
  expect(await mayUseApp({ roles: '["auditor","support"]' }, userId)).toBe(true)
  expect(await mayUseApp({ roles: '["auditor"]' }, userId)).toBe(false)
  expect(await mayUseApp({ roles: 'damaged' }, userId)).toBe(false)
})

test('tokens of a user who loses the role work no more, and the user stays logged in', async () => {
  const { app } = await givenApp({ roles: ['support'] })
  const userId = await givenUser()
  await givenRole(userId, 'support')
  // The function does not look at it.
  const context = {} as KoaContextWithOIDC
  const found = async (token?: { clientId: string }) =>
    (await accountFor(context, userId, token))?.accountId ?? null
  expect(await found({ clientId: app.id })).toBe(userId)
  await removeGrants(userId)
  expect(await found({ clientId: app.id })).toBeNull()
  expect(await found({ clientId: 'app_none' })).toBeNull()
  expect(await found()).toBe(userId)
  await changeUser(userId, { disabledAt: NOW })
  expect(await found()).toBeNull()
})
