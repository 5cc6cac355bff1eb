import { describe, expect, test } from 'vitest'
import { seenFrom } from './client-info'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const CHROMEBOOK =
  'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const HEADLESS =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36'

describe('what a request tells of its client', () => {
  test.each([
    ['a phone', IPHONE, { browser: 'Safari', system: 'iOS', device: 'phone' }],
    ['a tablet', IPAD, { browser: 'Safari', system: 'iPadOS', device: 'tablet' }],
    ['a computer', MAC, { browser: 'Chrome', system: 'macOS', device: 'desktop' }],
    ['a Chromebook', CHROMEBOOK, { browser: 'Chrome', system: 'ChromeOS', device: 'desktop' }],
    ['no window', HEADLESS, { browser: 'Chrome', system: 'Linux', device: 'desktop' }],
    ['a program', 'okhttp/4.12.0', { browser: 'okhttp', system: 'Unknown', device: 'unknown' }],
    ['nothing', null, { browser: 'Unknown', system: 'Unknown', device: 'unknown' }],
    ['nonsense', '\\(', { browser: 'Unknown', system: 'Unknown', device: 'unknown' }],
  ])('is named without versions: %s', (_what, agent, seen) => {
    const headers = new Headers(agent === null ? {} : { 'user-agent': agent })
    expect(seenFrom(headers)).toEqual({ network: 'unknown', ...seen })
  })

  test('is cut off where it is long', () => {
    const agent = `${'x'.repeat(41)}/1.0`
    expect(seenFrom(new Headers({ 'user-agent': agent })).browser).toBe('Unknown')
    expect(seenFrom(new Headers({ 'user-agent': agent.slice(1) })).browser).toBe('x'.repeat(40))
  })
})
