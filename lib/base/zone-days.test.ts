import { expect, test } from 'vitest'
import { endOfDay, startOfDay } from './zone-days'

test.each([
  ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', 'Europe/Berlin', '2026-11-23T23:00:00.000Z'],
  ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
  // The days on which the clock changes, at 1:00 UTC.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ['2026-11-24', 'America/Los_Angeles', '2026-11-24T08:00:00.000Z'],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
  ['2026-11-24', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
  // At midnight this clock goes on to one o'clock.
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, start) => {
  expect(startOfDay(day, zone)?.toISOString()).toBe(start)
})

test('a day ends where the next one begins', () => {
  const start = startOfDay('2026-10-26', 'Europe/Berlin')
  expect(endOfDay('2026-10-25', 'Europe/Berlin')).toEqual(start)
  expect(endOfDay('2026-12-31', 'UTC')?.toISOString()).toBe('2027-01-01T00:00:00.000Z')
})

test.each([
  '',
  'today',
  '2026-02-30',
  '2026-13-01',
  '2026-1-1',
  '2026-11-24T00:00Z',
  '1969-12-30',
  '0000-00-00',
])('%j is no day', (text) => {
  expect(startOfDay(text, 'UTC')).toBeNull()
  expect(endOfDay(text, 'UTC')).toBeNull()
})
