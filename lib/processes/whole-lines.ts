/** Passes the output of a server process on, line by line. */
import type { Readable } from 'node:stream'
import { count } from '@/lib/telemetry/metrics'

/**
 * Calls `write` with each line that `output` holds. A process that is killed while it writes leaves
 * a part of a line, which would spoil the log of all: it is counted as lost.
 */
export function passWholeLines(output: Readable, write: (line: string) => void): void {
  let rest = ''
  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    // Not `readline`, which also ends a line at U+2028, and JSON may contain that.
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) write(`${line}\n`)
  })
  output.on('end', () => {
    if (rest) count('logLinesDropped', {})
  })
}
