import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { LIST_SIZE } from '@/db/queries/installation'
import { invalidIn } from '@/tests/support/status-lists'
import { allEnded, bitsOf, encodeBits } from './bits'

/** The 1-bit list of draft-ietf-oauth-status-list-20, appendix "Test vectors": 2^20 entries. */
const VECTOR = {
  invalid: [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345],
  lst:
    'eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogE' +
    'AAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAA' +
    'A7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAA' +
    'ACAZC8L2AEb',
}

test('the test vector of the draft decodes to its entries, in our order of bits', () => {
  expect(invalidIn(VECTOR.lst)).toEqual(VECTOR.invalid)
  expect(bytesOf(VECTOR.lst)).toEqual(bitsOf(VECTOR.invalid))
})

test('our encoding of the test vector decompresses to the same bytes', async () => {
  expect(bytesOf(await encodeBits(bitsOf(VECTOR.invalid)))).toEqual(bytesOf(VECTOR.lst))
})

test('the short list in section 4 of the draft is the beginning of our bits', () => {
  const short = bytesOf('eNrbuRgAAhcBXQ')
  expect(short).toEqual(Buffer.from([0xb9, 0xa3]))
  expect(bitsOf([0, 3, 4, 5, 7, 8, 9, 13, 15]).subarray(0, 2)).toEqual(short)
})

test('the bits hold the first and the last index, in any order and repeated, and none beyond', () => {
  const last = LIST_SIZE - 1
  const bits = bitsOf([last, 0, last])
  expect(bits).toHaveLength(LIST_SIZE / 8)
  expect([bits.at(0), bits.at(-1)]).toEqual([0b1, 0b1000_0000])
  expect(() => bitsOf([LIST_SIZE])).toThrow(RangeError)
})

test('a list of which all sessions have ended has every bit set', () => {
  expect(allEnded().equals(bitsOf(Array(LIST_SIZE).keys()))).toBe(true)
})

test('an encoded list is short when few or all sessions have ended', async () => {
  const some = (count: number) => Array.from({ length: count }, (_, i) => (i * 7919) % LIST_SIZE)
  expect((await encodeBits(bitsOf([]))).length).toBeLessThan(300)
  expect((await encodeBits(bitsOf(some(1000)))).length).toBeLessThan(4_000)
  expect((await encodeBits(allEnded())).length).toBeLessThan(300)
})

function bytesOf(encoded: string): Buffer {
  return inflateSync(Buffer.from(encoded, 'base64url'))
}
