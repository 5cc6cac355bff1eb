import { describe, expect, test } from 'vitest'
import {
  addSeconds,
  DAY,
  earliest,
  fromNumericDate,
  HOUR,
  MINUTE,
  parseDuration,
  toNumericDate,
} from './time'

const NOON = new Date('2026-01-01T12:00:00Z')

describe('parseDuration', () => {
  test.each([
    '',
    '5',
    's',
    '0s',
    '0d',
    '00h',
    '-5m',
    '+5m',
    '1.5h',
    '1e3s',
    '10 m',
    ' 10m',
    '10m ',
    '10m\n',
    '10M',
    '10ms',
    '1w',
    '1h30m',
    '1000000s',
    '٣m',
    'Infinitys',
  ])('refuses "%s"', (text) => expect(parseDuration(text)).toBeNull())

  test.each([
    ['1s', 1],
    ['30s', 30],
    ['10m', 10 * MINUTE],
    ['12h', 12 * HOUR],
    ['14d', 14 * DAY],
    ['007m', 7 * MINUTE],
    ['999999s', 999_999],
  ])('reads "%s" as %i seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds))
})

describe('MINUTE, HOUR and DAY', () => {
  test('are in seconds', () => {
    expect([MINUTE, HOUR, DAY]).toEqual([60, 3600, 86_400])
  })
})

describe('after', () => {
  test('adds seconds and leaves its argument unchanged', () => {
    const start = new Date(NOON)
    expect(addSeconds(start, 90).toISOString()).toBe('2026-01-01T12:01:30.000Z')
    expect(start).toEqual(NOON)
  })
})

describe('earliest', () => {
  test('finds the earliest moment in any position', () => {
    const points = [addSeconds(NOON, 2), addSeconds(NOON, 1), addSeconds(NOON, 3)] as const
    expect(earliest(...points)).toEqual(addSeconds(NOON, 1))
    expect(earliest(NOON)).toEqual(NOON)
  })
})

describe('toNumericDate', () => {
  test('rounds down to the second', () => {
    const second = NOON.getTime() / 1000
    expect(toNumericDate(new Date(NOON.getTime() - 1))).toBe(second - 1)
    expect(toNumericDate(NOON)).toBe(second)
    expect(toNumericDate(new Date(NOON.getTime() + 999))).toBe(second)
  })

  test('is reversed by fromNumericDate', () => {
    expect(fromNumericDate(toNumericDate(NOON))).toEqual(NOON)
  })
})
