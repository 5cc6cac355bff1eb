/**
 * Compares what a request costs in Gatehouse, in the framework alone and in other libraries, all in
 * one run: only such figures can be compared. See docs/performance.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { App } from './app'
import { clientOf } from './client'
import { floor } from './floor'
import { gatehouse } from './gatehouse'
import { parseOptions, type Options } from './options'
import { requestTable } from './report'
import { measureRounds, type Running } from './rounds'

const options = parseOptions(process.argv.slice(2))
const apps = appsOf(options)
for (const app of apps) {
  console.error(`Building ${app.name} …`)
  await app.build()
}
const data = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
try {
  const samples = await withServers(apps, options, (running) =>
    measureRounds(running, { ...options, rows: options.requestRows }),
  )
  const names = apps.map(({ name }) => name)
  console.log(requestTable(samples, names))
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ samples }, null, 2)}\n`)
} finally {
  rmSync(data, { recursive: true, force: true })
}
process.exit()

function appsOf({ apps, gatehouses }: Options): App[] {
  const known: Record<string, App> = { floor, gatehouse: gatehouse('gatehouse', '.') }
  const others = gatehouses.map((where) => gatehouse(basename(where), where))
  return [...apps.flatMap((name) => known[name] ?? []), ...others]
}

/** Runs `work` while all servers run, and stops them. */
async function withServers<T>(
  apps: readonly App[],
  { port }: Options,
  work: (running: Running[]) => Promise<T>,
): Promise<T> {
  const running: Running[] = []
  try {
    for (const [i, app] of apps.entries()) {
      const server = await app.start(port + i, mkdtempSync(join(data, 'app-')))
      running.push({ name: app.name, server, visit: await app.visit(clientOf(server.port)) })
    }
    return await work(running)
  } finally {
    await Promise.all(running.map(({ server }) => server.stop()))
  }
}
