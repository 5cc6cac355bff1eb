/** Gives tests the log of this process. */
import { openLog } from '@/lib/telemetry/log'

export interface Line {
  level: string
  time: string
  msg: string
  [detail: string]: unknown
}

let lines: Line[] = []
let errorsAreExpected = false

/** Keeps log lines from now on. Runs before each test. */
export function keepLog(): void {
  lines = []
  errorsAreExpected = false
  openLog({ write: (line) => void lines.push(JSON.parse(line) as Line) })
}

/** Errors that the test did not expect. Runs after each test. */
export function unexpectedErrors(): Line[] {
  return errorsAreExpected ? [] : lines.filter(({ level }) => /^(error|fatal)$/.test(level))
}

/** The messages logged so far at `level`. Calling this allows the test to log errors. */
export function logged(level: 'warn' | 'error'): () => string[] {
  errorsAreExpected = true
  return () => lines.filter((line) => line.level === level).map(({ msg }) => msg)
}

/** All lines logged so far. */
export function loggedLines(): readonly Line[] {
  return lines
}
