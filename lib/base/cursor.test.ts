import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { decodeCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor } from './cursor'
import { MAX_TIME } from './time'

const LATEST = { at: new Date(MAX_TIME), id: `ses_${'x'.repeat(22)}` }

test('a time cursor is read as it was written, in the characters of a URL', () => {
  const text = encodeTimeCursor(LATEST)
  expect(text).toMatch(/^[\w-]+$/)
  expect(decodeTimeCursor(text, 'ses')).toEqual(LATEST)
})

describe('there is no time cursor', () => {
  test.each([
    ['null', null],
    ['empty text', ''],
    ['no base64url', '%'],
    ['no JSON', 'x'],
    ['no value', encodeCursor()],
    ['too many values', encodeCursor(1, 'ses_x', 1)],
    ['an id of another kind', encodeCursor(1, 'usr_x')],
    ['an id with strange characters', encodeCursor(1, "ses_'; DROP TABLE users")],
    ['a zero byte', encodeCursor(1, 'ses_\0')],
    ['time as text', encodeCursor('1', 'ses_x')],
    ['time before 1970', encodeCursor(-1, 'ses_x')],
    ['time after the last one that databases store', encodeCursor(MAX_TIME + 1, 'ses_x')],
    ['an infinite time', 'WzFlOTk5LCJzZXNfeCJd'],
  ])('in %s', (_what, text) => {
    expect(decodeTimeCursor(text, 'ses')).toBeNull()
  })
})

test('a cursor that is longer than any of ours is not read', () => {
  const schema = z.tuple([z.string()])
  expect(decodeCursor(encodeCursor('x'.repeat(700)), schema)).toEqual(['x'.repeat(700)])
  expect(decodeCursor(encodeCursor('x'.repeat(800)), schema)).toBeNull()
})
