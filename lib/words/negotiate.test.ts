import { expect, test } from 'vitest'
import { negotiateLocale } from './negotiate'

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-ch', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4', 'de'],
  ['fr', null],
  ['*', null],
  ['ca-valencia, *;q=0.5', null],
  ['fr, de;q=0.2, *;q=0.5', 'de'],
  ['en;q=0, *', null],
  ['de;q=0', null],
  ['', null],
  [null, null],
  ['\u0000;;;,,,q=', null],
])('Accept-Language %j asks for %j', (accepted, locale) => {
  expect(negotiateLocale(accepted)).toBe(locale)
})

test('a header as long as a server accepts is read in bounded time', () => {
  const long = 'x-a;q=0.5,'.repeat(1600)
  const start = process.cpuUsage().user
  expect(negotiateLocale(`${long}de`)).toBe('de')
  expect(process.cpuUsage().user - start).toBeLessThan(1_000_000)
})
