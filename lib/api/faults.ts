/** Turns the parser's issues into faults: the field, and what to send there. */
import type { z } from 'zod'
import type { Locale } from '@/lib/base/locales'
import { wordsIn, type Words } from '@/lib/words/catalogues'
import { fill, formatNumber, plural } from '@/lib/words/text'
import type { Fault } from './problems'

type Issue = z.core.$ZodIssue
type FaultWords = Words['problems']['faults']

/** The faults that the parser found in `sent`. */
export function faultsIn(sent: unknown, issues: readonly Issue[], locale: Locale): Fault[] {
  const words = wordsIn(locale).problems.faults
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => fault([...issue.path, key], words.unknown))
      : [fault(issue.path, messageFor(issue, sent, locale))],
  )
}

function fault(path: readonly PropertyKey[], message: string): Fault {
  return { field: path.map(String).join('.'), message }
}

function messageFor(issue: Issue, sent: unknown, locale: Locale): string {
  const words = wordsIn(locale).problems.faults
  if (issue.code === 'invalid_type') {
    const isMissing = valueAt(sent, issue.path) === undefined
    return isMissing ? missing(words, issue.expected) : wrongKind(words, issue.expected)
  }
  if (issue.code === 'too_big') {
    const { origin, maximum } = issue
    return isCounted(origin)
      ? plural(locale, words.atMost[origin], Number(maximum))
      : fill(words.highest, { limit: formatNumber(locale, Number(maximum)) })
  }
  if (issue.code === 'too_small') {
    const { origin, minimum } = issue
    return isCounted(origin)
      ? plural(locale, words.atLeast[origin], Number(minimum))
      : fill(words.lowest, { limit: formatNumber(locale, Number(minimum)) })
  }
  return words.form
}

function missing({ missing: known, missingKind }: FaultWords, kind: string): string {
  return isKeyOf(known, kind) ? known[kind] : fill(missingKind, { kind })
}

function wrongKind({ wrongKind: known, anotherKind }: FaultWords, kind: string): string {
  return isKeyOf(known, kind) ? known[kind] : fill(anotherKind, { kind })
}

function isCounted(origin: string): origin is keyof FaultWords['atMost'] {
  return origin === 'string' || origin === 'array'
}

function isKeyOf<T extends object>(words: T, key: string): key is keyof T & string {
  return Object.hasOwn(words, key)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
}
