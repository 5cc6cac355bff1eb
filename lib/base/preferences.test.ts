import { expect, test } from 'vitest'
import { readPreferences } from './preferences'

const jar = (cookies: Record<string, string>) => ({
  get: (name: string) => (name in cookies ? { value: cookies[name] ?? '' } : undefined),
})
const NONE = { locale: null, theme: null, zone: null }

test('a browser without choices has none', () => {
  expect(readPreferences(jar({}))).toEqual(NONE)
})

test('choices are read from their cookies', () => {
  const cookies = { gh_locale: 'de', gh_theme: 'dark', gh_zone: 'Europe/Berlin' }
  expect(readPreferences(jar(cookies))).toEqual({
    locale: 'de',
    theme: 'dark',
    zone: 'Europe/Berlin',
  })
})

test.each(['', 'xx', 'toString', '__proto__', 'DE', '"de"', '+05:30', 'Europe/Nowhere', 'system'])(
  '%j is no choice',
  (value) => {
    const cookies = { gh_locale: value, gh_theme: value, gh_zone: value }
    expect(readPreferences(jar(cookies))).toEqual(NONE)
  },
)
