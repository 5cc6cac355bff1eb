import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { newRequestId } from '@/lib/base/ids'
import { currentRequestId, inRequest } from './request-context'

const serve = (work: () => unknown) => {
  const requestId = newRequestId()
  return { requestId, result: inRequest({ requestId, session: null }, work) }
}

test('outside a request there is no request id', () => {
  expect(currentRequestId()).toBeNull()
})

test('requests served at once keep their own ids, however long they take', async () => {
  const begun = Array.from({ length: 20 }, () =>
    serve(async () => {
      await sleep(1)
      return currentRequestId()
    }),
  )
  const seen = await Promise.all(begun.map(({ result }) => result))
  expect(seen).toEqual(begun.map(({ requestId }) => requestId))
})

test('a second copy of the module sees the same request', async () => {
  vi.resetModules()
  const copy = await import('./request-context')
  expect(copy.currentRequestId).not.toBe(currentRequestId)
  const { requestId, result } = serve(() => copy.currentRequestId())
  expect(result).toBe(requestId)
})
