import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/base/locales'
import { wordsIn } from '@/lib/words/catalogues'

test.each(LOCALES)('pages have the titles that lead to them: %s', (locale) => {
  const { frame, users, roles, incidents, audit, keys, statistics } = wordsIn(locale)
  const pages = { overview: statistics, users, roles, incidents, audit, keys }
  const titles = Object.entries(pages).map(([page, { title }]) => [page, title])
  expect(frame.pages).toMatchObject(Object.fromEntries(titles))
})
