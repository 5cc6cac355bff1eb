/** Fails a test during which something was written to `console.error` unasked. */
import { afterEach, beforeEach, expect, vi } from 'vitest'

beforeEach(() => {
  vi.spyOn(console, 'error')
})

/** A test that expects an error replaces the spy by its own, with an implementation. */
afterEach(() => {
  const spy = vi.mocked(console.error)
  const unexpected = spy.getMockImplementation() ? [] : spy.mock.calls
  spy.mockRestore()
  expect(unexpected, 'written to console.error').toEqual([])
})
