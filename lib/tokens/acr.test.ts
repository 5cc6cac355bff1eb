import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acrOf, LEVELS, meets, type Level, type Method } from './acr'

const METHODS: readonly Method[] = ['pwd', 'otp', 'hwk', 'swk', 'user', 'mfa', 'fed']
const method = fc.constantFrom(...METHODS)
const methods = fc.array(method)
const level = fc.constantFrom(...LEVELS)

const holds = <Values>(property: fc.IProperty<Values>) => fc.assert(property)

describe('acrOf', () => {
  test.each([
    [['pwd'], 'urn:gatehouse:1'],
    [['fed'], 'urn:gatehouse:1'],
    [['hwk'], 'urn:gatehouse:1'],
    [[], 'urn:gatehouse:1'],
    [['pwd', 'otp', 'mfa'], 'urn:gatehouse:2'],
    [['swk', 'user', 'mfa'], 'phr'],
    [['hwk', 'user', 'mfa'], 'phrh'],
    [['pwd', 'hwk', 'mfa'], 'phrh'],
  ])('of %j is %s', (amr, level) => expect(acrOf(amr)).toBe(level))

  test('never falls when one more method was shown', () => {
    holds(fc.property(methods, method, (amr, more) => meets(acrOf([...amr, more]), acrOf(amr))))
  })

  test('depends neither on the order of the methods nor on unknown ones', () => {
    const unknown = fc.array(fc.string().filter((name) => !METHODS.some((one) => one === name)))
    holds(
      fc.property(methods, unknown, (amr, others) => {
        return acrOf([...others, ...amr.toReversed(), ...amr]) === acrOf(amr)
      }),
    )
  })

  test('is one factor unless the proof claims mfa', () => {
    const isOne = (amr: readonly string[]) => acrOf(amr) === 'urn:gatehouse:1'
    holds(fc.property(methods, (amr) => isOne(amr) === !amr.includes('mfa')))
  })
})

describe('meets', () => {
  test('orders the levels', () => {
    const rank = (one: Level) => LEVELS.indexOf(one)
    holds(fc.property(level, level, (one, two) => meets(one, two) === rank(one) >= rank(two)))
  })

  test('is false for a value that is no level, and for none', () => {
    const other = fc.string().filter((text) => !LEVELS.some((one) => one === text))
    holds(
      fc.property(fc.option(other, { nil: undefined }), level, (have, want) => !meets(have, want)),
    )
  })
})
