/** What every command has in common: how it answers, and how it says that something cannot be done. */
import { Command, InvalidArgumentError } from 'commander'

/** What was asked was understood and cannot be done: one sentence on stderr, and exit code 1. */
export class CannotDo extends Error {}

export interface Asked {
  json?: true
}

/** A command with the option that all of those have which answer something. */
export function answering(name: string, summary: string): Command {
  return new Command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .option('--json', 'answer with JSON, whose names stay as they are')
}

/** Prints `value` as JSON where that was asked, and `lines` otherwise. */
export function answer({ json }: Asked, value: object, lines: string | readonly string[]): void {
  console.log(json ? JSON.stringify(value) : [lines].flat().join('\n'))
}

/** Passes a result on that went well; says why in words where it did not. @throws CannotDo */
export function done<Result extends { ok: true } | { ok: false; reason: string }>(
  result: Result,
  words: Record<Extract<Result, { ok: false }>['reason'], string>,
): Extract<Result, { ok: true }> {
  // Safe because a result is one or the other.
  if (result.ok) return result as Extract<Result, { ok: true }>
  const { reason } = result as Extract<Result, { ok: false }>
  throw new CannotDo(words[reason as keyof typeof words])
}

/** Rows of words, each column as wide as its widest. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => [...(row[i] ?? '')].length)),
  )
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  )
}

/** For an option that may be given again: each adds to the list. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

export function wholeNumber(least: number, most: number) {
  return (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }
}
