/** How many server processes share the port. */
import { availableParallelism } from 'node:os'
import type { Settings } from '@/lib/base/env'
import { MAX_PROCESSES } from '@/lib/base/setting-kinds'

export function processCount({ webConcurrency }: Settings): number {
  if (webConcurrency !== 'max') return webConcurrency
  return Math.min(availableParallelism(), MAX_PROCESSES)
}
