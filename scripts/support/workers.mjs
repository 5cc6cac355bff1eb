import { availableParallelism } from 'node:os'

/**
 * How many tests run at once. A browser and its server fill a core; with more of them than cores,
 * answers take too long for tests that watch a clock. A container may count cores that it must share.
 */
export const WORKERS = Math.min(4, Math.max(2, availableParallelism()))
