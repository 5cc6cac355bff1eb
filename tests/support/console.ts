/** Fails a test that logs an unexpected error or writes one to the console. */
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { keepLog, unexpectedErrors } from './log'

beforeEach(() => {
  vi.spyOn(console, 'error')
  keepLog()
})

/** A test that expects an error in the log calls `logged`; for the console it sets its own spy. */
afterEach(() => {
  const spy = vi.mocked(console.error)
  const unexpected = spy.getMockImplementation() ? [] : spy.mock.calls
  spy.mockRestore()
  expect(unexpected, 'written to console.error').toEqual([])
  expect(unexpectedErrors(), 'logged as errors').toEqual([])
})
