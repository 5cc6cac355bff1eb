/**
 * Bundles scripts/bench.ts, or scripts/bench-people.ts or scripts/bench-apps.ts if the first argument
 * is `people` or `apps`, and runs it on a temporary SQLite database, or on the empty PostgreSQL database in BENCH_DATABASE_URL.
 * Other arguments are sizes. With `compare`, it runs bench/run/main.ts instead, which compares whole
 * servers.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from '../support/build.mjs'
import { node } from '../support/command.mjs'
import { Failure, runTask } from '../support/failure.mjs'
import { install, installBench } from '../support/install.mjs'
import { PROJECT } from '../support/project.mjs'

await runTask(async () => {
  const [first, ...others] = process.argv.slice(2)
  await (first === 'compare' ? compare(others) : measure(first, others))
})

async function compare(args) {
  process.chdir(PROJECT)
  await install('run')
  await requireOptions(args)
  await installBench()
  const file = await bundle('bench/run/main.ts', 'dist/bench-compare.mjs')
  const { code } = await node([file, ...args], { live: true })
  process.exitCode = code
}

/** A wrong option is found before minutes of installing. */
async function requireOptions(args) {
  const file = await bundle('bench/run/options.ts', 'dist/bench-options.mjs')
  const { parseOptions, UsageError } = await import(pathToFileURL(file).href)
  try {
    parseOptions(args)
  } catch (error) {
    throw error instanceof UsageError ? new Failure(error.message) : error
  }
}

async function measure(first, others) {
  await install('run')
  const isNamed = first === 'people' || first === 'apps'
  const name = isNamed ? `bench-${first}` : 'bench'
  const file = await bundle(`scripts/${name}.ts`, `dist/${name}.mjs`)
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  try {
    const { code } = await node([file, ...(isNamed ? others : process.argv.slice(2))], {
      live: true,
      env: {
        API_AUDIENCES: 'orders',
        AUTH_SECRET: randomBytes(32).toString('base64url'),
        DATABASE_URL: process.env.BENCH_DATABASE_URL ?? `file:${join(folder, 'gatehouse.db')}`,
      },
    })
    process.exitCode = code
    console.log('\nWhole servers, beside other libraries: npm run bench -- compare')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
