import { expect, test } from 'vitest'
import { generationOf, type Generation } from './generation'

test.each<[gen: number, newest: number, confirmed: number, is: Generation]>([
  [0, 0, -1, 'newest'],
  [1, 0, -1, 'unknown'],
  [5, 5, 4, 'newest'],
  [5, 5, 5, 'newest'],
  [6, 5, 5, 'unknown'],
  [4, 5, -1, 'predecessor'],
  [4, 5, 4, 'predecessor'],
  [4, 5, 5, 'copied'],
  [3, 5, -1, 'copied'],
  [0, 5, 4, 'copied'],
])('generation %i, with %i the newest and %i confirmed, is %s', (gen, newest, confirmed, is) => {
  expect(generationOf(gen, { generation: newest, confirmedGeneration: confirmed })).toBe(is)
})
