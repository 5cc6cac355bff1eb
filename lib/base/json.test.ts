import { expect, test } from 'vitest'
import { decodeJson, encodeJson, parseJson } from './json'

test('JSON is parsed from text and from bytes in UTF-8', () => {
  expect(parseJson('{"a":["ä"]}')).toEqual({ a: ['ä'] })
  expect(parseJson(new TextEncoder().encode('{"a":["ä"]}'))).toEqual({ a: ['ä'] })
})

test.each(['', '{', 'x', new Uint8Array([0x22, 0xe4, 0x22])])('%j is no JSON', (json) => {
  expect(parseJson(json)).toBeUndefined()
})

test('encoded JSON is decoded, and any other text gives nothing', () => {
  expect(decodeJson(encodeJson({ a: 'ä' }))).toEqual({ a: 'ä' })
  for (const text of ['', '%', 'x', '{}']) expect(decodeJson(text)).toBeUndefined()
})
