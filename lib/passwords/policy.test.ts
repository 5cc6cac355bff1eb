import { describe, expect, test } from 'vitest'
import { MAX_PASSWORD_BYTES, refusalOfImpossiblePassword, refusalOfNewPassword } from './policy'

describe('refusalOfNewPassword', () => {
  test('refuses fewer code points than required, and accepts exactly as many', () => {
    for (const letter of ['a', 'é', '本', '🔑']) {
      expect(refusalOfNewPassword(letter.repeat(11), 12)).toBe('password-too-short')
      expect(refusalOfNewPassword(letter.repeat(12), 12)).toBeNull()
    }
    expect(refusalOfNewPassword('', 8)).toBe('password-too-short')
    expect(refusalOfNewPassword('a'.repeat(14), 15)).toBe('password-too-short')
  })

  test('requires no particular kinds of characters', () => {
    const phrases = [
      'correct horse battery staple',
      '                ',
      'пароль пароль',
      'كلمة السر الطويلة',
      `'"<>;-- OR 1=1`,
      '\u0000'.repeat(12),
      '\t\n\r\u0007 and others',
      '🔑🔒🗝️🔐🔓🚪🏠🧱🪟🛎️',
    ]
    for (const phrase of phrases) expect(refusalOfNewPassword(phrase, 12), phrase).toBeNull()
  })

  test('reports first that a password is too long or malformed', () => {
    expect(refusalOfNewPassword('\ud800', 12)).toBe('password-malformed')
    expect(refusalOfNewPassword('a'.repeat(1025), 2000)).toBe('password-too-long')
  })
})

describe('refusalOfImpossiblePassword', () => {
  test('refuses 1025 bytes and accepts 1024, however many characters they are', () => {
    expect(MAX_PASSWORD_BYTES).toBe(1024)
    const letters = { a: 1, é: 2, 本: 3, '🔑': 4 }
    for (const [letter, bytes] of Object.entries(letters)) {
      const most = letter.repeat(Math.floor(1024 / bytes))
      const padded = most.padEnd(most.length + (1024 % bytes), 'a')
      expect(Buffer.byteLength(padded)).toBe(1024)
      expect(refusalOfImpossiblePassword(padded)).toBeNull()
      expect(refusalOfImpossiblePassword(`${padded}a`)).toBe('password-too-long')
    }
  })

  test('refuses a huge password without reading it', () => {
    const huge = '本'.repeat(30_000_000)
    const started = process.cpuUsage()
    expect(refusalOfImpossiblePassword(huge)).toBe('password-too-long')
    expect(process.cpuUsage(started).user).toBeLessThan(20_000)
  })

  test('refuses half a surrogate pair', () => {
    for (const text of ['\ud800', 'abc\udc00def', '\udc00\ud800', 'a'.repeat(20) + '\udbff']) {
      expect(refusalOfImpossiblePassword(text)).toBe('password-malformed')
    }
  })

  test('accepts a short password, since the minimum may have been lower when it was chosen', () => {
    expect(refusalOfImpossiblePassword('')).toBeNull()
    expect(refusalOfImpossiblePassword('short')).toBeNull()
  })
})
