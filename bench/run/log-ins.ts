/** Log-ins a second, and how fast pages stay during a flood of log-ins. */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientOf, type Client } from './client'
import type { Running } from './rounds'
import { quantile, summary, type Summary } from './statistics'

const AT_ONCE = 8
const ROUNDS = 3
const ROUND_MS = 10_000
/** One page every 50 ms, whether or not the one before was answered: visitors do not wait. */
const PAGE_EVERY_MS = 50
const PAGES = 400

export interface LogIns {
  /** How long a hash takes on one core, and while each core computes one. */
  hash: { cores: number; aloneMs: number; onEachCoreMs: number }
  apps: { app: string; perSecond: Summary }[]
}

export interface Flood {
  app: string
  /** Milliseconds until a page is answered. */
  quiet: Latency
  flood: Latency
}

interface Latency {
  p50: number
  p99: number
}

export async function measureLogIns(apps: readonly Running[]): Promise<LogIns> {
  const cores = availableParallelism()
  const [aloneMs = NaN] = await hashTimes(1)
  const hash = { cores, aloneMs, onEachCoreMs: summary(await hashTimes(cores)).median }
  const rates = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const app of apps.filter(({ visit }) => visit.logIn)) {
      rates.set(app.name, [...(rates.get(app.name) ?? []), await rateOf(app)])
    }
  }
  return { hash, apps: [...rates].map(([app, all]) => ({ app, perSecond: summary(all) })) }
}

/** The time of one hash in each of so many processes at once. */
async function hashTimes(processes: number): Promise<number[]> {
  const run = () => promisify(execFile)(process.execPath, ['bench/run/hash.mjs'])
  const all = await Promise.all(Array.from({ length: processes }, run))
  return all.map(({ stdout }) => Number(stdout))
}

async function rateOf(app: Running): Promise<number> {
  const startedAt = performance.now()
  const flood = startFlood(app)
  await sleep(ROUND_MS)
  const count = await flood.stop()
  return (count * 1000) / (performance.now() - startedAt)
}

/** Attempts of all floods, so that each has a number of its own. */
let attempts = 0

/** Logs in again and again, `AT_ONCE` at a time. `stop` returns how many succeeded. */
function startFlood({ server, visit }: Running): { stop(): Promise<number> } {
  const client = clientOf(server.port, AT_ONCE)
  let goesOn = true
  let count = 0
  const lane = async () => {
    while (goesOn) {
      await visit.logIn?.(client, (attempts += 1))
      count += 1
    }
  }
  const lanes = Promise.all(Array.from({ length: AT_ONCE }, lane))
  return {
    async stop() {
      goesOn = false
      await lanes
      client.close()
      return count
    },
  }
}

/** Empty for an app without log-ins. */
export async function measureFlood(app: Running): Promise<Flood[]> {
  if (!app.visit.logIn) return []
  const quiet = await latencyOf(app)
  const flood = startFlood(app)
  await sleep(2000)
  const during = await latencyOf(app)
  await flood.stop()
  return [{ app: app.name, quiet, flood: during }]
}

async function latencyOf({ server, visit }: Running): Promise<Latency> {
  const page = visit.pages.at(-1)
  const client = clientOf(server.port, Infinity)
  const times: Promise<number>[] = []
  for (let i = 0; i < PAGES; i += 1) {
    times.push(timeOf(client, page))
    await sleep(PAGE_EVERY_MS)
  }
  const all = await Promise.all(times)
  client.close()
  return { p50: quantile(all, 0.5), p99: quantile(all, 0.99) }
}

async function timeOf(client: Client, page?: { path: string; cookie: string }): Promise<number> {
  const startedAt = performance.now()
  const { status } = await client.send(page?.path ?? '/', {
    headers: { cookie: page?.cookie ?? '' },
  })
  if (status !== 200) throw new Error(`A page was answered with ${status}`)
  return performance.now() - startedAt
}
