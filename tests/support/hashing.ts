/** Looks over the shoulder of the pool that hashes. */
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

/** The pool of this process, after its first thread has come up. */
export async function hashingPool(): Promise<Tinypool> {
  await runHashing('hash', { secret: 'warm', cost: 4 })
  const [, hashing] = [...openPools()].find(([file]) => file.endsWith('hash.worker.mjs')) ?? []
  if (!hashing) throw new Error('No pool of threads hashes')
  return hashing.pool
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

/** How many rounds of bcrypt a seen task takes: it is done once more, here, and counted. */
export async function roundsOf({ name = '', ...task }: SeenTask): Promise<number> {
  const compare = vi.spyOn(bcrypt, 'compareSync')
  const hash = vi.spyOn(bcrypt, 'hashSync')
  // Safe because these are the functions that the pool calls by their names.
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
  /** Comes back once so many tasks wait: all that was read for them was read by then. */
  held(count?: number): Promise<void>
  /** Lets them go, and all that come later. */
  release(): void
}

/** Holds every task from now on, so that a test does something while a password is checked. */
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
