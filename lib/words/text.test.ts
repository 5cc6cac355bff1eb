import { describe, expect, test } from 'vitest'
import { fill, formatNumber, partsOf, plural, type Plural, type Text } from './text'

const DEVICES = { one: '{n} device of {name}', other: '{n} devices of {name}' } as const

describe('a text', () => {
  test('gets a value in each of its places, also twice and in another order', () => {
    const text: Text<'a' | 'b'> = '{b} before {a}, {b} again'
    expect(fill(text, { a: 1, b: 'two' })).toBe('two before 1, two again')
  })

  test('leaves a value as it is, even if it looks like a place', () => {
    expect(fill('{a}', { a: '{b} $& $1' })).toBe('{b} $& $1')
  })

  test('is split into what is said and the names of its places', () => {
    expect(partsOf('Hello, {name}!')).toEqual([
      { said: 'Hello, ' },
      { place: 'name' },
      { said: '!' },
    ])
    expect(partsOf('{name}')).toEqual([{ place: 'name' }])
  })
})

describe('a text with plural forms', () => {
  test.each([
    ['en', 0, '0 devices of Ada'],
    ['en', 1, '1 device of Ada'],
    ['en', 1234, '1,234 devices of Ada'],
    ['de', 1234, '1.234 devices of Ada'],
  ] as const)('says in %s for %d: %s', (locale, n, said) => {
    expect(plural(locale, DEVICES, n, { name: 'Ada' })).toBe(said)
  })

  test('uses its general form where it has none of its own', () => {
    const text: Plural<'n'> = { other: '{n} in all' }
    expect(plural('en', text, 1)).toBe('1 in all')
  })
})

test('numbers are grouped as in each language', () => {
  expect([formatNumber('en', 12345.5), formatNumber('de', 12345.5)]).toEqual([
    '12,345.5',
    '12.345,5',
  ])
})
