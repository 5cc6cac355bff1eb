/** Fails a test during which an error was logged, or written to the console, unasked. */
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { keepLog, unexpectedErrors } from './log'

beforeEach(() => {
  vi.spyOn(console, 'error')
  keepLog()
})

/** A test that expects an error in the log asks `logged` for it, and else brings a spy of its own. */
afterEach(() => {
  const spy = vi.mocked(console.error)
  const unexpected = spy.getMockImplementation() ? [] : spy.mock.calls
  spy.mockRestore()
  expect(unexpected, 'written to console.error').toEqual([])
  expect(unexpectedErrors(), 'logged as errors').toEqual([])
})
