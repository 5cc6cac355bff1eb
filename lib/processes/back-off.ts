/** How long to wait before a server process that ended is started again. */

const FIRST_MS = 100
const MOST_MS = 10_000
/** After this long, an ending is no longer a sign that the process cannot run at all. */
const STEADY_MS = 60_000

/**
 * Counts the endings of one server process.
 *
 * @returns a function that takes how long it ran, and returns how long to wait, in milliseconds: not
 *   at all the first time, then a little, and twice as long each time.
 */
export function newBackOff(): (ranMs: number) => number {
  let endings = 0
  return (ranMs) => {
    endings = ranMs >= STEADY_MS ? 1 : endings + 1
    return endings === 1 ? 0 : Math.min(MOST_MS, FIRST_MS * 2 ** (endings - 2))
  }
}
