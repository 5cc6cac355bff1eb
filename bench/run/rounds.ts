/** Measures the CPU time of requests in rounds that take turns between the apps. */
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
  round: number
  /** CPU milliseconds of the server process for each request. */
  cpuMs: number
}

interface Plan {
  rows: readonly RequestRow[]
  rounds: number
  requests: number
  warmUp: number
}

/**
 * Each round measures every row of every app once. The app that begins changes with the round, so
 * that none always runs after the same other one.
 */
export async function measureRounds(apps: readonly Running[], plan: Plan): Promise<Sample[]> {
  for (const { visit } of apps) {
    for (const row of plan.rows) await sendAll(visit.senders[row], plan.warmUp)
  }
  const samples: Sample[] = []
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const row of plan.rows) {
      for (let i = 0; i < apps.length; i += 1) {
        const app = apps[(i + round) % apps.length]
        const sender = app?.visit.senders[row]
        if (!app || !sender) continue
        const cpuMs = await cpuOf(app.server, () => sendAll(sender, plan.requests))
        samples.push({ app: app.name, row, round, cpuMs: cpuMs / plan.requests })
      }
    }
  }
  return samples
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
  return (await server.usage()).cpuMs - before.cpuMs
}
