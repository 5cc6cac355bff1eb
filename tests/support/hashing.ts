/** Looks over the shoulder of the pool that hashes. */
import type { Tinypool } from 'tinypool'
import { onTestFinished, vi } from 'vitest'
import { runHashing } from '@/lib/passwords/worker-pool'

export interface SeenTask {
  name: string | undefined
  secret: string
  hash?: string
  cost?: number
}

/** The pool of this process, after its first thread has come up. */
export async function hashingPool(): Promise<Tinypool> {
  await runHashing('hash', { secret: 'warm', cost: 4 })
  const shared = globalThis as { [key: symbol]: unknown }
  // Safe because only the worker pool uses this symbol.
  return (shared[Symbol.for('gatehouse.hashing')] as { pool: Tinypool }).pool
}

/** A list that grows by each task from now to the end of the test; all of them are done as usual. */
export async function watchHashing(): Promise<readonly SeenTask[]> {
  const pool = await hashingPool()
  const seen: SeenTask[] = []
  const run = pool.run.bind(pool)
  const spy = vi.spyOn(pool, 'run').mockImplementation((task, options) => {
    seen.push({ ...(task as Omit<SeenTask, 'name'>), name: options?.name ?? undefined })
    return run(task, options)
  })
  onTestFinished(() => spy.mockRestore())
  return seen
}
