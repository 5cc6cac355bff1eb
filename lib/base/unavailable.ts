/** The one error that means: the answer is not known just now, ask again soon. */

/**
 * Something the answer depends on (the database, the keys) cannot be had at the moment.
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

/** True for `Unavailable`, also one that was thrown by another copy of this module. */
export function isUnavailable(error: unknown): error is Unavailable {
  return error instanceof Error && 'code' in error && error.code === 'unavailable'
}
