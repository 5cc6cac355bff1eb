/** Turns the parser's issues into faults: the field, and what to send there. */
import type { z } from 'zod'
import type { Fault } from './problems'

type Issue = z.core.$ZodIssue

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a JSON object',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
}
const UNITS: Readonly<Record<string, [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

/** The faults that the parser found in `sent`. */
export function faultsIn(sent: unknown, issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => fault([...issue.path, key], 'This is not asked for: leave it out.'))
      : [fault(issue.path, messageFor(issue, sent))],
  )
}

function fault(path: readonly PropertyKey[], message: string): Fault {
  return { field: path.map(String).join('.'), message }
}

function messageFor(issue: Issue, sent: unknown): string {
  if (issue.code === 'invalid_type') {
    const kind = KINDS[issue.expected] ?? issue.expected
    const isMissing = valueAt(sent, issue.path) === undefined
    return isMissing ? `This is missing: send ${kind}.` : `Send ${kind} here.`
  }
  if (issue.code === 'too_big') return `Send at most ${amount(issue.maximum, issue.origin)} here.`
  if (issue.code === 'too_small')
    return `Send at least ${amount(issue.minimum, issue.origin)} here.`
  return 'This is not of the form that is asked for.'
}

function amount(limit: number | bigint, origin: string): string {
  const [one, many] = UNITS[origin] ?? ['', '']
  return `${limit} ${Number(limit) === 1 ? one : many}`.trimEnd()
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
}
