import { expect, test, vi } from 'vitest'
import { LOCALES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'
import type { Permission } from '@/lib/permissions/permissions'

test.each(LOCALES)('pages have the titles that lead to them: %s', (locale) => {
  const { frame, users, roles, incidents, audit, keys, statistics } = wordsIn(locale)
  const pages = { overview: statistics, users, roles, incidents, audit, keys }
  const titles = Object.entries(pages).map(([page, { title }]) => [page, title])
  expect(frame.pages).toMatchObject(Object.fromEntries(titles))
})

test.each([true, false])('the admin area has links only if it is there: %s', async (adminArea) => {
  vi.resetModules()
  vi.doMock('@/lib/base/parts', () => ({ PARTS: { adminArea } }))
  const { adminPages } = await import('./navigation-items')
  const permissions = new Set<Permission>(['users:read'])
  expect(adminPages({ permissions })).toHaveLength(adminArea ? 1 : 0)
})
