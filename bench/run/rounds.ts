/** Measures the CPU time of requests in rounds that take turns between the apps. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestRow, Sender, Visit } from './app'
import { CONNECTIONS } from './client'
import type { Server } from './server'

export interface Running {
  name: string
  server: Server
  visit: Visit
}

export interface Sample {
  app: string
  row: RequestRow
  /** Counted on over all starts. */
  round: number
  /** CPU milliseconds of the server process for each request. */
  cpuMs: number
}

interface Plan {
  /** Which start of the servers this is, from 0. */
  start: number
  rows: readonly RequestRow[]
  rounds: number
  requests: number
  warmUp: number
}

/** How long a server gets for work that it does after its last answer, such as events. */
const SETTLE_MS = 100

/** Each round measures every row of every app once. */
export async function measureRounds(apps: readonly Running[], plan: Plan): Promise<Sample[]> {
  for (const { visit } of apps) {
    for (const row of plan.rows) await sendAll(visit.senders[row], plan.warmUp)
  }
  const samples: Sample[] = []
  const first = plan.start * plan.rounds
  for (let round = first; round < first + plan.rounds; round += 1) {
    for (const row of plan.rows) {
      for (const { name, server, visit } of inTurn(apps, round)) {
        const sender = visit.senders[row]
        if (!sender) continue
        const cpuMs = await cpuOf(server, () => sendAll(sender, plan.requests))
        samples.push({ app: name, row, round, cpuMs: cpuMs / plan.requests })
      }
    }
  }
  return samples
}

/** Another app begins each time, and the order turns, so that none always follows the same one. */
function inTurn<T>(apps: readonly T[], round: number): T[] {
  const from = round % apps.length
  const turned = [...apps.slice(from), ...apps.slice(0, from)]
  return round % 2 === 0 ? turned : turned.reverse()
}

/** Sends `count` requests, always one on each connection. */
export async function sendAll(sender: Sender | undefined, count: number): Promise<void> {
  if (!sender) return
  let left = count
  const lane = async (number: number) => {
    while (left > 0) {
      left -= 1
      await sender(number)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => lane(number)))
}

async function cpuOf(server: Server, work: () => Promise<void>): Promise<number> {
  const before = await server.usage()
  await work()
  await sleep(SETTLE_MS)
  return (await server.usage()).cpuMs - before.cpuMs
}
