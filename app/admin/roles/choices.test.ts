import { expect, test } from 'vitest'
import { adminPages } from '@/app/_signed-in/navigation-items'
import { LOCALES } from '@/lib/base/locales'
import { ALL_PERMISSIONS } from '@/lib/permissions/permissions'
import { wordsIn } from '@/lib/words/catalogues'
import { grantablePermissions, grouped } from './choices'

const EVERYTHING = { permissions: new Set(ALL_PERMISSIONS) }
const { permissions: words } = wordsIn('en')

test.each(LOCALES)('permissions are grouped by navigation page, in order: %s', (locale) => {
  const { permissions, frame } = wordsIn(locale)
  const groups = grantablePermissions(EVERYTHING, permissions)
  const inNavigation = adminPages(EVERYTHING).map(({ page }) => frame.pages[page])
  expect(groups.map(({ page }) => page)).toEqual(inNavigation)
})

test('no permission is missing from the groups', () => {
  const groups = grantablePermissions(EVERYTHING, words)
  const ids = groups.flatMap(({ permissions }) => permissions.map(({ id }) => id))
  expect(ids.sort()).toEqual(ALL_PERMISSIONS.toSorted())
})

test('a role form offers only permissions that the administrator has, and no empty group', () => {
  expect(grouped(['keys:read', 'sessions:end'], words)).toEqual([
    { page: 'Users', permissions: [{ id: 'sessions:end', name: 'End the sessions of users' }] },
    { page: 'Keys', permissions: [{ id: 'keys:read', name: 'See the keys that sign tokens' }] },
  ])
})
