/** Brings what others write to the console into the log, where every line is JSON. */
import { format, stripVTControlCharacters } from 'node:util'
import { describedError, isError } from './described-error'
import { log, type Severity } from './log'

const SEVERITIES = {
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
  debug: 'debug',
} as const satisfies Record<string, Severity>

/**
 * From now on `console` writes to the log. Next.js tells errors of pages there and nowhere else:
 * this way they carry the request's id, and no values of queries.
 */
export function consoleToLog(): void {
  for (const [method, severity] of Object.entries(SEVERITIES)) {
    Reflect.set(console, method, (...args: unknown[]) => tell(severity, args))
  }
}

function tell(severity: Severity, args: readonly unknown[]): void {
  const err = args.find(isError)
  const others = args.filter((arg) => arg !== err)
  const words = others.length > 0 || !err ? format(...others) : describedError(err).message
  const sentence = stripVTControlCharacters(words).replace(/\s+/g, ' ').trim()
  // Next.js sets a line apart by an empty one.
  if (!sentence && !err) return
  log[severity](sentence, { source: 'console', ...(err ? { err } : {}) })
}
