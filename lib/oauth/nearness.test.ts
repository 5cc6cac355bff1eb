import { expect, test } from 'vitest'
import { nearnessOf } from './nearness'

test.each([
  ['192.0.2.1', '192.0.2.1', 'near'],
  ['2001:db8:1:2::1', '2001:db8:1:2::ffff', 'near'],
  ['192.0.2.1', '192.0.2.2', 'far'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', 'far'],
  ['192.0.2.1', '2001:db8:1:2::1', 'unknown'],
  ['unknown', '192.0.2.1', 'unknown'],
])('%s and %s are %s', (one, other, nearness) => {
  expect(nearnessOf(one, other)).toBe(nearness)
  expect(nearnessOf(other, one)).toBe(nearness)
})
