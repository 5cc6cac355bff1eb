import { expect, test } from 'vitest'
import { ACTIVITY_KINDS, readActivityFilter } from './activity-filter'

const EMPTY = { kind: '', from: '', to: '' }

test('every kind has events', () => {
  for (const kind of ACTIVITY_KINDS) {
    expect(readActivityFilter({ ...EMPTY, kind }, 'UTC').filter.types?.length).toBeGreaterThan(0)
  }
})

test('no field means no filter', () => {
  expect(readActivityFilter(EMPTY, 'UTC')).toEqual({ filter: {}, faults: {} })
})

test('days are days of the reader, and both count', () => {
  const query = { kind: 'password', from: '2026-03-29', to: '2026-03-29' }
  expect(readActivityFilter(query, 'Europe/Berlin')).toEqual({
    filter: {
      types: [
        'authn_password_change',
        'authn_password_link_created',
        'authn_password_reset',
        'authn_password_reset_asked',
      ],
      from: new Date('2026-03-28T23:00:00Z'),
      // An hour of this day is missing.
      to: new Date('2026-03-29T22:00:00Z'),
    },
    faults: {},
  })
})

test.each([
  [{ kind: 'constructor' }, { kind: 'no-kind' }],
  [{ from: 'yesterday' }, { from: 'no-day' }],
  [{ to: '2026-02-30' }, { to: 'no-day' }],
  [{ from: '2026-02-02', to: '2026-02-01' }, { to: 'ends-before-it-begins' }],
])('%j has the faults %j', (query, faults) => {
  expect(readActivityFilter({ ...EMPTY, ...query }, 'UTC').faults).toEqual(faults)
})
