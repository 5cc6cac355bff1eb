/** The threads that hash, and the bounded queue in front of them. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Tinypool } from 'tinypool'

/** One core stays with the event loop. */
const THREADS = Math.max(1, Math.min(8, availableParallelism() - 1))
/** About five seconds of work at the default cost; whoever comes later is told to try again. */
const QUEUE_PER_THREAD = 16

/** More hashes are asked for than can be done in good time. */
export class HashingBusy extends Error {
  constructor() {
    super('The hashing queue is full')
    this.name = 'HashingBusy'
  }
}

type Tasks = {
  hash: { task: { secret: string; cost: number }; result: string }
  compare: { task: { secret: string; hash: string }; result: boolean }
}

// One for the process, however often Next.js loads this module.
const KEY = Symbol.for('gatehouse.hashing')
const shared = globalThis as typeof globalThis & { [KEY]?: Tinypool }

/** @throws HashingBusy when the queue is full; nothing was computed then. */
export async function runHashing<Name extends keyof Tasks>(
  name: Name,
  task: Tasks[Name]['task'],
): Promise<Tasks[Name]['result']> {
  const pool = (shared[KEY] ??= newPool())
  if (pool.queueSize >= THREADS * QUEUE_PER_THREAD) throw new HashingBusy()
  // Safe because the worker's functions have these very shapes.
  return (await pool.run(task, { name })) as Tasks[Name]['result']
}

function newPool(): Tinypool {
  return new Tinypool({
    // By path and not by URL: a bundler would take the worker for a part of the page.
    filename: join(process.cwd(), 'lib/passwords/hash.worker.mjs'),
    minThreads: 1,
    maxThreads: THREADS,
  })
}
