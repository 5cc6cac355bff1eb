import { describe, expect, test } from 'vitest'
import { codeAt } from '@/tests/support/factors'
import { clockError, keyUri, newAuthenticatorSecret, readCode, stepOf } from './totp'

/** The key of RFC 6238, "12345678901234567890", in Base32. */
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
/** RFC 6238 appendix B, SHA-1: seconds since 1970, and the last six of the eight digits. */
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const
const NOW = new Date('2026-11-30T10:00:10Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

describe('stepOf', () => {
  test.each(VECTORS)('agrees with RFC 6238 appendix B at %i s', (seconds, code) => {
    expect(stepOf(KEY, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30))
  })

  test('accepts the code of the step before and of the next one, and no other', () => {
    const code = codeAt(KEY, NOW)
    const step = stepOf(KEY, code, NOW)
    expect(step).not.toBeNull()
    expect([-30, 30].map((seconds) => stepOf(KEY, code, later(seconds)))).toEqual([step, step])
    expect([-60, 60].map((seconds) => stepOf(KEY, code, later(seconds)))).toEqual([null, null])
  })

  test('refuses the code of another key', () => {
    expect(stepOf(newAuthenticatorSecret(), codeAt(KEY, NOW), NOW)).toBeNull()
  })
})

describe('readCode', () => {
  test.each(['123456', ' 123 456 ', '123-456', '123\u00a0456'])('reads %j', (text) => {
    expect(readCode(text)).toBe('123456')
  })

  test.each(['', '12345', '1234567', '12345a', '１２３４５６', '123456\0'])(
    'refuses %j',
    (text) => {
      expect(readCode(text)).toBeNull()
    },
  )
})

describe('clockError', () => {
  test('tells by how many minutes the clock of the app is slow or fast', () => {
    expect(clockError(KEY, codeAt(KEY, later(-180)), NOW)).toBe(-3)
    expect(clockError(KEY, codeAt(KEY, later(300)), NOW)).toBe(5)
    expect(clockError(KEY, codeAt(KEY, later(-60)), NOW)).toBe(-1)
  })

  test('is null for a code that no clock explains', () => {
    expect(clockError(newAuthenticatorSecret(), codeAt(KEY, NOW), NOW)).toBeNull()
    expect(clockError(KEY, codeAt(KEY, later(-1200)), NOW)).toBeNull()
  })
})

test('a key has 160 bits, and is never the same', () => {
  expect(newAuthenticatorSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newAuthenticatorSecret()).not.toBe(newAuthenticatorSecret())
})

test('the QR code names the product and the account, whatever characters they have', () => {
  const uri = new URL(keyUri(KEY, { product: 'Müller & Co: Shop', email: 'a+b@example.com' }))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toContain('Müller & Co: Shop:a+b@example.com')
  expect(uri.searchParams.get('secret')).toBe(KEY)
  expect(uri.searchParams.get('issuer')).toBe('Müller & Co: Shop')
})
