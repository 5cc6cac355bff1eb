import { describe, expect, test } from 'vitest'
import { COMMAND_LINE, type Operator } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { givenUser } from '@/tests/support/people'
import { readEventFilter, type FilterField } from './filter'

useFreshDatabase()

const AUDITOR: Operator = { ...COMMAND_LINE, permissions: new Set(['audit:read']) }

const read = (query: Partial<Record<FilterField, string>>) => readEventFilter(COMMAND_LINE, query)

describe('readEventFilter', () => {
  test('takes a date as the whole day, and a moment as it is', async () => {
    const day = await read({ from: '2026-11-24', to: '2026-11-24' })
    expect(day.filter).toMatchObject({
      from: new Date('2026-11-24T00:00:00Z'),
      to: new Date('2026-11-25T00:00:00Z'),
    })
    const moment = await read({ from: '2026-11-24T03:00:00.000Z' })
    expect(moment.filter.from).toEqual(new Date('2026-11-24T03:00:00Z'))
    expect([day.faults, moment.faults]).toEqual([{}, {}])
  })

  test('takes several types, and a network in any spelling', async () => {
    const { filter, faults } = await read({
      type: 'authn_login_fail,authn_login_fail_max,authn_login_fail',
      network: ' 2001:DB8:0:0::1 ',
    })
    expect(filter.types).toEqual(['authn_login_fail', 'authn_login_fail_max'])
    expect(filter.network).toBe('2001:db8::1')
    expect(faults).toEqual({})
  })

  test('finds users by id and by email address, and programs by name', async () => {
    const ada = await givenUser('ada@example.com')
    const { filter } = await read({ user: ' ADA@example.com', actor: 'command-line' })
    expect(filter).toMatchObject({ userId: ada, actorId: 'command-line' })
    expect((await read({ user: 'usr_x' })).filter.userId).toBe('usr_x')
  })

  test.each<[FilterField, string, string]>([
    ['type', 'Log-in failed', 'no-type'],
    ['type', Array.from({ length: 11 }, (_, i) => 'x'.repeat(i + 1)).join(), 'no-type'],
    ['user', 'Ada', 'no-person'],
    ['user', 'x'.repeat(200), 'no-person'],
    ['actor', 'nobody@example.com', 'unknown-address'],
    ['session', 'usr_x', 'no-session'],
    ['network', '198.51.100', 'no-network'],
    ['network', 'a\0b', 'no-network'],
    ['from', 'yesterday', 'no-day'],
    ['from', '2026-13-45', 'no-day'],
    ['from', "2026-01-01'--", 'no-day'],
    ['from', '0000-01-01', 'no-day'],
    ['to', '9999-12-31', 'no-day'],
  ])('reports for %s = %j the fault %s', async (field, text, fault) => {
    const { filter, faults } = await read({ [field]: text })
    expect(faults).toEqual({ [field]: fault })
    expect(Object.values(filter).filter((value) => value !== undefined)).toEqual([])
  })

  test('reports a fault when the time range ends before it begins', async () => {
    const { faults } = await read({ from: '2026-11-25', to: '2026-11-24' })
    expect(faults).toEqual({ to: 'ends-before-it-begins' })
  })

  test('does not reveal who has an account to an administrator who may not search users', async () => {
    await givenUser('ada@example.com')
    for (const user of ['ada@example.com', 'nobody@example.com']) {
      const { faults } = await readEventFilter(AUDITOR, { user })
      expect(faults).toEqual({ user: 'takes-id' })
    }
  })

  test('ignores empty fields', async () => {
    const { filter, faults } = await read({ type: ' ', from: '' })
    expect(Object.values(filter).filter((value) => value !== undefined)).toEqual([])
    expect(faults).toEqual({})
  })
})
