/** Works through many rows a few at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Rows in one transaction: other writers wait for all of them. */
export const BATCH = 500

/**
 * Calls `step` until it answers that there are no more rows, and lets other work run in between.
 *
 * @param step opens its own transaction; changes `size` rows at most.
 */
export async function inBatches(step: (size: number) => Promise<boolean>): Promise<void> {
  while (await step(BATCH)) await pause()
}

/** Lets other work run: SQLite answers at once, so a loop of queries alone would hold it all up. */
export async function pause(): Promise<void> {
  await nextTurn()
}
