/** What all commands share: how they answer, and how they refuse. */
import { Command, InvalidArgumentError } from 'commander'

/** The command is valid but cannot be done: one sentence on stderr, and exit code 1. */
export class CommandRefused extends Error {}

export interface Asked {
  json?: true
}

/** A command with the option `--json`, which every command that prints a result has. */
export function answering(name: string, summary: string): Command {
  return new Command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .option('--json', 'answer with JSON, whose names stay as they are')
}

/** Prints `value` as JSON with `--json`, and `lines` otherwise. */
export function answer({ json }: Asked, value: object, lines: string | readonly string[]): void {
  console.log(json ? JSON.stringify(value) : [lines].flat().join('\n'))
}

/** Returns a successful result; turns a refusal into its sentence. @throws CommandRefused */
export function done<Result extends { ok: true } | { ok: false; reason: string }>(
  result: Result,
  words: Record<Extract<Result, { ok: false }>['reason'], string>,
): Extract<Result, { ok: true }> {
  // Safe because a result is one or the other.
  if (result.ok) return result as Extract<Result, { ok: true }>
  const { reason } = result as Extract<Result, { ok: false }>
  throw new CommandRefused(words[reason as keyof typeof words])
}

/** Pads each cell to the width of its column. */
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

/** Parses an option that may be repeated: each value is added to the list. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** Parses a whole number. @throws InvalidArgumentError unless it is from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  return (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }
}
