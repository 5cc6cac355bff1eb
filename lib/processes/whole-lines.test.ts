import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { countedBy } from '@/tests/support/metrics'
import { passWholeLines } from './whole-lines'

/** What arrives of `chunks`, and what is counted meanwhile. */
async function passed(chunks: readonly (string | Buffer)[]) {
  const lines: string[] = []
  const counted = await countedBy(async () => {
    const output = new PassThrough()
    passWholeLines(output, (line) => lines.push(line))
    for (const chunk of chunks) output.write(chunk)
    output.end()
    await new Promise((resolve) => output.once('end', resolve))
  })
  return { lines, counted }
}

test('lines arrive whole, however the pipe cuts them', async () => {
  const bytes = Buffer.from('{"msg":"Zürich"}\n{"msg":"two"}\n')
  const single = Array.from(bytes, (byte) => Buffer.from([byte]))
  for (const chunks of [[bytes], single]) {
    expect(await passed(chunks)).toEqual({
      lines: ['{"msg":"Zürich"}\n', '{"msg":"two"}\n'],
      counted: {},
    })
  }
})

test('only a line feed ends a line', async () => {
  const { lines } = await passed(['{"msg":"a\u2028b\u2029c\r"}\n'])
  expect(lines).toEqual(['{"msg":"a\u2028b\u2029c\r"}\n'])
})

test('the part of a line that a killed process leaves is dropped and counted', async () => {
  const { lines, counted } = await passed(['{"msg":"whole"}\n', '{"msg":"bro'])
  expect(lines).toEqual(['{"msg":"whole"}\n'])
  expect(counted).toEqual({ log_lines_dropped_total: 1 })
})
