import { expect, test } from 'vitest'
import { adminPages } from '@/app/_signed-in/navigation-items'
import { ALL_PERMISSIONS } from '@/lib/permissions/permissions'
import { grantablePermissions, grouped } from './choices'

const EVERYTHING = { permissions: new Set(ALL_PERMISSIONS) }

test('permissions are grouped by navigation page, in order, and none is missing', () => {
  const groups = grantablePermissions(EVERYTHING)
  expect(groups.map(({ page }) => page)).toEqual(adminPages(EVERYTHING).map(({ label }) => label))
  const ids = groups.flatMap(({ permissions }) => permissions.map(({ id }) => id))
  expect(ids.sort()).toEqual(ALL_PERMISSIONS.toSorted())
})

test('a role form offers only permissions that the administrator has, and no empty group', () => {
  expect(grouped(['keys:read', 'sessions:end'])).toEqual([
    { page: 'Users', permissions: [{ id: 'sessions:end', words: 'End the sessions of users' }] },
    { page: 'Keys', permissions: [{ id: 'keys:read', words: 'See the keys that sign tokens' }] },
  ])
})
