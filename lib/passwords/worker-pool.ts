/** The threads that hash and judge passwords, and the bounded queues in front of them. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Tinypool } from 'tinypool'
import { env } from '@/lib/base/env'
import { processWide } from '@/lib/base/process-wide'
import { processCount } from '@/lib/processes/count'
import { gauge, timed } from '@/lib/telemetry/metrics'
import type { JudgedPassword } from './policy'

/** Where threads do not lower their priority (priority.mjs), one core is left to the event loop. */
const CORES = availableParallelism() - (process.platform === 'linux' ? 0 : 1)
/** Threads without work end after this time, in milliseconds. */
const IDLE_MS = 60_000
/** About five seconds of work at the default cost; later requests are asked to try again. */
const QUEUE_PER_THREAD = 16

/** The queue of hashes or estimates is full. */
export class HashingBusy extends Error {
  constructor() {
    super('The hashing queue is full')
    this.name = 'HashingBusy'
  }
}

type HashingTasks = {
  hash: { task: { secret: string; cost: number }; result: string }
  compare: { task: { secret: string; hash: string; workOf: number }; result: boolean }
}

interface Workers {
  /** A path and not a URL: a bundler would take a worker for a part of the page. */
  filename: string
  /** Of this process. */
  threads: () => number
  /** How many threads remain without work. */
  kept: number
}

const HASHING: Workers = {
  filename: join(process.cwd(), 'lib/passwords/hash.worker.mjs'),
  threads: () => Math.max(1, Math.floor(CORES / processCount(env()))),
  kept: 1,
}
/** A single thread: its word lists take 75 MB per thread, and hashing is slower anyway. */
const JUDGING: Workers = {
  filename: join(process.cwd(), 'lib/passwords/judge.worker.mjs'),
  threads: () => 1,
  kept: 0,
}

interface Pool {
  readonly pool: Tinypool
  /** Tasks that are queued or running. */
  pending: number
}

/** The pools opened so far, by their worker's file. */
export const openPools = processWide('worker-pools', () => new Map<string, Pool>())

/** @throws HashingBusy when the queue is full; nothing was computed then. */
export async function runHashing<Name extends keyof HashingTasks>(
  name: Name,
  task: HashingTasks[Name]['task'],
): Promise<HashingTasks[Name]['result']> {
  // Safe because the worker's functions have these shapes.
  return (await run(HASHING, name, task)) as HashingTasks[Name]['result']
}

/** @throws HashingBusy */
export async function runJudging(task: {
  password: string
  context: string[]
}): Promise<JudgedPassword> {
  // Safe because the worker's function returns nothing else.
  return (await run(JUDGING, 'judge', task)) as JudgedPassword
}

async function run(
  workers: Workers,
  name: 'hash' | 'compare' | 'judge',
  task: object,
): Promise<unknown> {
  const current = openPools().get(workers.filename) ?? open(workers)
  const { pool } = current
  if (pool.queueSize >= workers.threads() * QUEUE_PER_THREAD) throw new HashingBusy()
  current.pending += 1
  try {
    return await timed('hashing', { task: name }, () => pool.run(task, { name }))
  } finally {
    current.pending -= 1
  }
}

function open({ filename, threads, kept }: Workers): Pool {
  gauge('hashingQueued', queued)
  gauge('hashingRunning', () => sum(({ pending }) => pending) - queued())
  const pool = new Tinypool({
    filename,
    minThreads: kept,
    maxThreads: threads(),
    idleTimeout: IDLE_MS,
  })
  const opened = { pool, pending: 0 }
  openPools().set(filename, opened)
  return opened
}

function queued(): number {
  return sum(({ pool }) => pool.queueSize)
}

function sum(of: (pool: Pool) => number): number {
  return [...openPools().values()].reduce((all, pool) => all + of(pool), 0)
}
