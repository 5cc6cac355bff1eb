/**
 * Compares what a request costs in Gatehouse, in the framework alone and in other libraries, all in
 * one run: only such figures can be compared. See docs/performance.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { App } from './app'
import { clientOf } from './client'
import { floor } from './floor'
import { gatehouse } from './gatehouse'
import { measureFlood, measureLogIns, type Flood, type LogIns } from './log-ins'
import { measureMemory, type Memory } from './memory'
import { parseOptions, UsageError, type Options } from './options'
import { floodTable, logInTable, memoryTable, requestTable, scriptTable } from './report'
import { betterAuth, ironSession } from './rivals'
import { measureRounds, type Running, type Sample } from './rounds'
import { measureScripts, type Scripts } from './scripts'

interface Result {
  machine: { node: string; cpu: string; cores: number; date: string }
  apps: string[]
  samples: Sample[]
  scripts: Scripts[]
  logIns: LogIns | null
  floods: Flood[]
  memory: Memory[]
}

const data = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
try {
  await compare(parseOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  process.exitCode = 1
}
// The connections to the servers would keep this process running.
process.exit()

async function compare(options: Options): Promise<void> {
  const apps = appsOf(options)
  for (const app of apps) {
    console.error(`Building ${app.name} …`)
    await app.build()
  }
  const result: Result = {
    machine: machine(),
    apps: apps.map(({ name }) => name),
    ...{ samples: [], scripts: [], logIns: null, floods: [], memory: [] },
  }
  const show = (table: string) => {
    console.log(`\n${table}`)
    if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`)
  }
  const { node, cpu, cores } = result.machine
  const { starts, rounds, requestRows: rows } = options
  console.log(`\nNode.js ${node}, ${cores} cores (${cpu}), ${starts} × ${rounds} rounds`)
  for (let start = 1; start < starts && rows.length > 0; start += 1) {
    await withServers(apps, { ...options, otherRows: [] }, async (running) => {
      result.samples.push(...(await measureRounds(running, { ...options, rows, start })))
    })
  }
  await withServers(apps, options, (running) => measureRunning(running, options, result, show))
  if (!options.otherRows.includes('memory')) return
  for (const app of apps) {
    const folder = mkdtempSync(join(data, 'app-'))
    const plan = { port: options.port, folder, requests: options.memoryRequests }
    result.memory.push(await measureMemory(app, plan))
  }
  show(memoryTable(result.memory, options.memoryRequests))
}

/** The rows that need all apps running; nothing starts if none is asked for. */
async function measureRunning(
  running: Running[],
  { requestRows: rows, otherRows, ...options }: Options,
  result: Result,
  show: (table: string) => void,
): Promise<void> {
  if (rows.length > 0) {
    result.samples.push(...(await measureRounds(running, { ...options, rows, start: 0 })))
    show(requestTable(result.samples, result.apps))
  }
  if (otherRows.includes('scripts')) {
    for (const app of running) result.scripts.push(...(await measureScripts(app)))
    show(scriptTable(result.scripts))
  }
  if (otherRows.includes('log-ins')) {
    result.logIns = await measureLogIns(running)
    show(logInTable(result.logIns))
  }
  if (otherRows.includes('flood')) {
    for (const app of running) result.floods.push(...(await measureFlood(app)))
    show(floodTable(result.floods))
  }
}

function machine(): Result['machine'] {
  return {
    node: process.versions.node,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    date: new Date().toISOString().slice(0, 10),
  }
}

function appsOf({ apps, gatehouses }: Options): App[] {
  const known = {
    floor,
    gatehouse: gatehouse('gatehouse', '.'),
    'better-auth': betterAuth,
    'iron-session': ironSession,
  }
  const asked = apps.map((name) => known[name])
  return gatehouses.reduce((all, where) => {
    const isTaken = all.some(({ name }) => name === basename(where))
    return [...all, gatehouse(isTaken ? where : basename(where), where)]
  }, asked)
}

/** Runs `work` while all servers run, and stops them. */
async function withServers(
  apps: readonly App[],
  { port, requestRows, otherRows }: Options,
  work: (running: Running[]) => Promise<void>,
): Promise<void> {
  if (requestRows.length === 0 && otherRows.every((row) => row === 'memory')) return
  const running: Running[] = []
  try {
    for (const [i, app] of apps.entries()) {
      const server = await app.start(port + i, mkdtempSync(join(data, 'app-')))
      running.push({ name: app.name, server, visit: await app.visit(clientOf(server.port)) })
    }
    await work(running)
  } finally {
    await Promise.all(running.map(({ server }) => server.stop()))
  }
}
