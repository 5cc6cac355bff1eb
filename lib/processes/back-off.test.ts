import { expect, test } from 'vitest'
import { newBackOff } from './back-off'

const MINUTE_MS = 60_000

test('a process that ends once is started again at once', () => {
  expect(newBackOff()(0)).toBe(0)
  expect(newBackOff()(5 * MINUTE_MS)).toBe(0)
})

test('each further ending doubles the wait, up to ten seconds', () => {
  const wait = newBackOff()
  const waits = Array.from({ length: 11 }, () => wait(MINUTE_MS - 1))
  expect(waits).toEqual([0, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000])
})

test('a process that has run for a minute is started again at once, however often it ended before', () => {
  const wait = newBackOff()
  for (let i = 0; i < 2000; i += 1) wait(0)
  expect(wait(0)).toBe(10_000)
  expect(wait(MINUTE_MS)).toBe(0)
  expect(wait(0)).toBe(100)
})
