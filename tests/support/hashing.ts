/** Observes and delays the worker pool that hashes passwords. */
import bcrypt from 'bcryptjs'
import type { Tinypool } from 'tinypool'
import { expect, onTestFinished, vi } from 'vitest'
import { openPools, runHashing } from '@/lib/passwords/worker-pool'

export interface SeenTask {
  name: string | undefined
  secret: string
  hash?: string
  cost?: number
  workOf?: number
}

/** This process's pool, once its first thread runs. */
export async function hashingPool(): Promise<Tinypool> {
  await runHashing('hash', { secret: 'warm', cost: 4 })
  const [, hashing] = [...openPools()].find(([file]) => file.endsWith('hash.worker.mjs')) ?? []
  if (!hashing) throw new Error('No pool of threads hashes')
  return hashing.pool
}

/** A list of the tasks from now to the end of the test; the pool runs them as usual. */
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

/** Counts the bcrypt rounds of a task by running it again in this thread. */
export async function roundsOf({ name = '', ...task }: SeenTask): Promise<number> {
  const compare = vi.spyOn(bcrypt, 'compareSync')
  const hash = vi.spyOn(bcrypt, 'hashSync')
  // Safe: the pool calls these functions by their names.
  const worker = (await import('@/lib/passwords/hash.worker.mjs' as string)) as Worker
  worker[name]?.(task)
  const costs = [
    ...compare.mock.calls.map(([, stored]) => bcrypt.getRounds(stored)),
    ...hash.mock.calls.map(([, salt]) =>
      typeof salt === 'number' ? salt : bcrypt.getRounds(salt ?? ''),
    ),
  ]
  compare.mockRestore()
  hash.mockRestore()
  return costs.reduce((all, cost) => all + 2 ** cost, 0)
}

type Worker = Record<string, ((task: object) => unknown) | undefined>

export interface HeldHashing {
  /** Resolves once so many tasks wait: their callers have read all data they need. */
  held(count?: number): Promise<void>
  /** Runs the waiting tasks and all later ones. */
  release(): void
}

/** Holds every task from now on, so that a test can act during a password check. */
export async function holdHashing(): Promise<HeldHashing> {
  const pool = await hashingPool()
  const run = pool.run.bind(pool)
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let waiting = 0
  const spy = vi.spyOn(pool, 'run').mockImplementation(async (task, options) => {
    waiting += 1
    await released
    return run(task, options)
  })
  onTestFinished(() => {
    release()
    spy.mockRestore()
  })
  return {
    held: (count = 1) =>
      vi.waitFor(() => expect(waiting).toBe(count), { interval: 1, timeout: 10_000 }),
    release,
  }
}
