/**
 * `told`: the file has it. Otherwise why not. `secret`: it opens something, or helps to guess what
 * does. `same`: the file says so elsewhere. `internal`: a number of ours that tells nothing.
 */
export type Decision = 'told' | 'secret' | 'same' | 'internal'

/** A decision about each column. */
export type Fields<Row> = Readonly<Record<keyof Row, Decision>>
