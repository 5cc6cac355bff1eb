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

test.each(['Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'Europe/Kiev', 'Asia/Ho_Chi_Minh'])(
  'the zone %s is known by any of its names, and has one here',
  (name) => {
    const { zone } = readPreferences(jar({ gh_zone: name }))
    expect(Intl.supportedValuesOf('timeZone')).toContain(zone)
    const hour = (timeZone?: string | null) =>
      new Date(0).toLocaleString('en', { ...(timeZone && { timeZone }) })
    expect(hour(zone)).toBe(hour(name))
  },
)

test.each([
  '',
  'xx',
  'toString',
  '__proto__',
  'DE',
  '"de"',
  '+05:30',
  'Etc/GMT+5',
  'Europe/Nowhere',
  'system',
])('%j is no choice', (value) => {
  const cookies = { gh_locale: value, gh_theme: value, gh_zone: value }
  expect(readPreferences(jar(cookies))).toEqual(NONE)
})
