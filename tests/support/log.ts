/** The log as a test reads it. */
import { openLog } from '@/lib/telemetry/log'

export interface Line {
  level: string
  time: string
  msg: string
  [detail: string]: unknown
}

let lines: Line[] = []
let errorsAreExpected = false

/** Keeps what is logged from now on; before each test. */
export function keepLog(): void {
  lines = []
  errorsAreExpected = false
  openLog({ write: (line) => void lines.push(JSON.parse(line) as Line) })
}

/** Errors that nobody said would come; after each test. */
export function unexpectedErrors(): Line[] {
  return errorsAreExpected ? [] : lines.filter(({ level }) => /^(error|fatal)$/.test(level))
}

/** The sentences logged so far as `level`; a test that calls it expects errors. */
export function logged(level: 'warn' | 'error'): () => string[] {
  errorsAreExpected = true
  return () => lines.filter((line) => line.level === level).map(({ msg }) => msg)
}

/** All that was logged so far. */
export function loggedLines(): readonly Line[] {
  return lines
}
