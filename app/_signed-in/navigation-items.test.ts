import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import type { Permission } from '@/lib/permissions/permissions'
import { adminPages } from './navigation-items'

test.each(LOCALES)('pages have the titles that lead to them: %s', (locale) => {
  const { frame, users, roles, incidents, audit, keys, applications, statistics } = wordsIn(locale)
  const pages = { overview: statistics, users, roles, incidents, audit, keys, applications }
  const titles = Object.entries(pages).map(([page, { title }]) => [page, title])
  expect(frame.pages).toMatchObject(Object.fromEntries(titles))
})

test('the admin area has links only if it is there', () => {
  const permissions = new Set<Permission>(['users:read'])
  expect(adminPages({ permissions }, true)).toHaveLength(1)
  expect(adminPages({ permissions }, false)).toEqual([])
})
