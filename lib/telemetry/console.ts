/** Redirects the console into the log, where every line is JSON. */
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
 * Makes `console` write to the log. Next.js reports errors of pages only there. In the log they get
 * the request's id and lose the values of queries.
 */
export function consoleToLog(): void {
  for (const [method, severity] of Object.entries(SEVERITIES)) {
    Reflect.set(console, method, (...args: unknown[]) => write(severity, args))
  }
}

function write(severity: Severity, args: readonly unknown[]): void {
  const err = args.find(isError)
  const others = args.filter((arg) => arg !== err)
  const words = others.length > 0 || !err ? format(...others) : describedError(err).message
  const sentence = stripVTControlCharacters(words).replace(/\s+/g, ' ').trim()
  // Next.js prints empty lines as separators.
  if (!sentence && !err) return
  log[severity](sentence, { source: 'console', ...(err ? { err } : {}) })
}
