import { expect, test } from 'vitest'
import { roundUp } from './scale'

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 5],
  [5, 5],
  [6, 10],
  [10, 10],
  [11, 20],
  [201, 500],
  [1_000_000, 1_000_000],
  [1_000_001, 2_000_000],
])('a scale for %d ends at %d', (value, end) => {
  expect(roundUp(value)).toBe(end)
})
