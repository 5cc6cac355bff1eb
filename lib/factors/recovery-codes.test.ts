import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenUser, NOW } from '@/tests/support/people'
import {
  newRecoveryCode,
  readRecoveryCode,
  recoveryCodesOf,
  renewRecoveryCodes,
  spendRecoveryCode,
} from './recovery-codes'

useFreshDatabase()

const inTransaction = <T>(work: () => Promise<T>) => transaction({ locks: 'all' }, work)

describe('a recovery code', () => {
  test('has 60 bits in three groups, and is never the same', () => {
    expect(newRecoveryCode()).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/)
    expect(newRecoveryCode()).not.toBe(newRecoveryCode())
  })

  test('is read however it was typed, with letters that look like digits', () => {
    expect(readRecoveryCode(' K3TQ 9W2M-hx7d ')).toBe('k3tq9w2mhx7d')
    expect(readRecoveryCode('OOOO-IIII-LLLL')).toBe('000011111111')
    for (const text of [
      '',
      '123456',
      'k3tq-9w2m-hx7',
      'k3tq-9w2m-hx7dd',
      'uuuu-uuuu-uuuu',
      'é'.repeat(12),
    ]) {
      expect(readRecoveryCode(text), text).toBeNull()
    }
  })

  test('works once, for its user alone, and the database does not reveal it', async () => {
    const [ada, bob] = [await givenUser(), await givenUser('bob@example.com')]
    const codes = await inTransaction(() => renewRecoveryCodes(ada, NOW))
    expect(new Set(codes).size).toBe(10)
    const code = readRecoveryCode(codes[0] ?? '') ?? ''
    const spend = (userId: typeof ada) =>
      inTransaction(() => spendRecoveryCode(userId, code, at(1)))
    expect(await spend(bob)).toBe(false)
    expect(await spend(ada)).toBe(true)
    expect(await spend(ada)).toBe(false)
    expect(await recoveryCodesOf(ada)).toEqual({ left: 9, createdAt: NOW })
    expect(await recoveryCodesOf(bob)).toBeNull()
    const rows = JSON.stringify(await otherProgram('SELECT * FROM recovery_codes'))
    for (const one of codes) {
      expect(rows).not.toContain(one)
      expect(rows).not.toContain(readRecoveryCode(one))
    }
  })

  test('stops working when new ones are made', async () => {
    const ada = await givenUser()
    const [old = ''] = await inTransaction(() => renewRecoveryCodes(ada, NOW))
    await inTransaction(() => renewRecoveryCodes(ada, at(1)))
    const code = readRecoveryCode(old) ?? ''
    expect(await inTransaction(() => spendRecoveryCode(ada, code, at(2)))).toBe(false)
    expect(await recoveryCodesOf(ada)).toEqual({ left: 10, createdAt: at(1) })
  })
})
