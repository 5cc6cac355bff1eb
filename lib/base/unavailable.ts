/** The one error that means: the answer is not known now, try again soon. */

/**
 * Something that the answer depends on (the database, the keys) is not available.
 *
 * It never means "signed out" and never "allowed": pages and handlers answer 503 with
 * `Retry-After`.
 */
export class Unavailable extends Error {
  readonly code = 'unavailable'

  constructor(what: string, cause?: unknown) {
    super(`${what} is not available`, { cause })
    this.name = 'Unavailable'
  }
}

/** True for `Unavailable`, even if another bundle's version of this module threw it. */
export function isUnavailable(error: unknown): error is Unavailable {
  return error instanceof Error && 'code' in error && error.code === 'unavailable'
}
