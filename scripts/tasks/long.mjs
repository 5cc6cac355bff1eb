/**
 * Runs tests of `npm test` with far more rounds, and prints one line of figures for each. Names
 * after `--` select some of them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findBrowser } from '../support/browser.mjs'
import { ensureBuild } from '../support/build.mjs'
import { command, node } from '../support/command.mjs'
import { runTask, Failure } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { requireForTests } from '../support/needs.mjs'
import { inProject, PROJECT } from '../support/project.mjs'

const unit = (file, database = 'sqlite') => [
  'vitest/vitest.mjs',
  'run',
  `--project=${database}`,
  file,
]
const e2e = (file, ...args) => ['@playwright/test/cli.js', 'test', `tests/e2e/${file}`, ...args]

const RUNS = {
  postgres: {
    env: { LONG: '1' },
    args: ['vitest/vitest.mjs', 'run', '--project=postgres'],
  },
  walks: { env: { WALKS: '20000' }, args: unit('tests/model/sessions') },
  'walks-postgres': { env: { WALKS: '2000' }, args: unit('tests/model/sessions', 'postgres') },
  'walks-of-apps': { env: { WALKS: '2000' }, args: unit('tests/model/apps') },
  'walks-of-apps-postgres': { env: { WALKS: '200' }, args: unit('tests/model/apps', 'postgres') },
  'walks-of-factors': { env: { WALKS: '2000' }, args: unit('tests/model/factors') },
  'walks-of-factors-postgres': {
    env: { WALKS: '200' },
    args: unit('tests/model/factors', 'postgres'),
  },
  races: { env: { ROUNDS: '200' }, args: unit('lib/oauth/races') },
  'races-postgres': { env: { ROUNDS: '200' }, args: unit('lib/oauth/races', 'postgres') },
  'races-of-factors': { env: { ROUNDS: '100' }, args: unit('lib/factors/races') },
  'races-of-factors-postgres': {
    env: { ROUNDS: '50' },
    args: unit('lib/factors/races', 'postgres'),
  },
  strangers: { env: { TRIES: '10000' }, args: unit('lib/sessions/log-in-limits') },
  'strangers-postgres': {
    env: { LONG: '1', TRIES: '2000' },
    args: unit('lib/sessions/log-in-limits', 'postgres'),
  },
  actions: { env: { EVERYTHING: '1' }, args: e2e('action-walk.spec.ts') },
  attacks: { env: { EVERYTHING: '1' }, args: e2e('attacks.spec.ts') },
  permissions: { env: { EVERYTHING: '1' }, args: e2e('permissions.spec.ts') },
  planted: {
    env: { LONG: '1' },
    args: ['@playwright/test/cli.js', 'test', '--project=planted'],
  },
  pages: { env: { EVERYTHING: '1' }, args: e2e('(titles|without-middleware).spec.ts') },
  passwords: { env: { EVERYTHING: '1' }, args: unit('lib/passwords/strength') },
  enumeration: { env: { TRIES: '400' }, args: e2e('enumeration.spec.ts') },
  crashes: { env: { CRASHES: '1000', COPIES: '300' }, args: unit('tests/fire/crash', 'alone') },
  mails: { env: { MAIL_KILLS: '200', MAILS: '10000' }, args: unit('tests/fire/mail', 'alone') },
  notices: { env: { NOTICE_KILLS: '100' }, args: unit('tests/fire/notice', 'alone') },
  servers: { env: { REFRESHES: '10000', ROUNDS: '1000' }, args: e2e('two-servers.spec.ts') },
  tabs: { env: { EXPIRATIONS: '20' }, args: e2e('tabs.spec.ts', '--grep=tabs stay') },
  devices: { env: { DEVICES: '1000' }, args: e2e('device-fleet.spec.ts') },
  restarts: { env: { RESTARTS: '20' }, args: e2e('stopping.spec.ts') },
  words: { env: { LONG: '1' }, args: unit('tests/guards/unused-words') },
  rare: { env: { LONG: '1' }, args: ['@playwright/test/cli.js', 'test', '--grep=@long'] },
  copies: {
    env: { COPIES: 'all', LONG: '1', REFRESHES: '150', ROUNDS: '100' },
    args: ['@playwright/test/cli.js', 'test', '--project=three copies'],
  },
  journeys: {
    env: { PROCESSES: '2' },
    args: ['@playwright/test/cli.js', 'test', '--project=one server'],
  },
  ways: {
    env: { WAYS: 'all' },
    args: ['@playwright/test/cli.js', 'test', '--project=one server', '--grep=@ways'],
  },
  foreign: {
    env: { FOREIGN: '1' },
    args: ['@playwright/test/cli.js', 'test', '--project=foreign'],
  },
  proxies: {
    env: { PROXIES: '1' },
    args: ['@playwright/test/cli.js', 'test', '--project=proxies'],
  },
  disk: { args: e2e('storage.spec.ts', '--grep=full disk'), needsSmallDisk: true },
}
/** What needs programs that `npm test` does not. */
const PARTS = ['foreign', 'proxies']
/** Figures that a test prints. */
const FIGURES = /^\d+ (copies|kills|mails|refreshes|restarts|rounds|tries|walks).*$/gm

await runTask(async () => {
  process.chdir(PROJECT)
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !(name in RUNS))
  if (unknown)
    throw new Failure(`There is no ${unknown}; there are ${Object.keys(RUNS).join(', ')}.`)
  const parts = PARTS.filter((name) => asked.length === 0 || asked.includes(name))
  if (parts.length > 0) await requireForTests(parts, 'npm run test:long')
  await install('test')
  const browser = await findBrowser()
  await ensureBuild()
  for (const [name, run] of Object.entries(RUNS)) {
    if (asked.length === 0 || asked.includes(name)) await runOne(name, run, browser)
  }
})

async function runOne(name, { env = {}, args, needsSmallDisk }, browser) {
  const disk = needsSmallDisk ? await mountSmallDisk() : null
  if (needsSmallDisk && !disk) {
    // Not a failure: `npm test` fills a disk in another way.
    return console.log(`- ${name}: only root may mount a small disk`)
  }
  const started = Date.now()
  const [tool, ...rest] = args
  const { code, output } = await node([inProject('node_modules', tool), ...rest], {
    env: { ...browser, ...env, ...(disk ? { SMALL_DISK: disk.folder } : {}) },
  })
  await disk?.unmount()
  const seconds = Math.round((Date.now() - started) / 1000)
  const figures = stripVTControlCharacters(output).match(FIGURES)?.join('; ') ?? 'done'
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s): ${figures}`)
  if (code === 0) return
  console.log(output.trim())
  process.exitCode = 1
}

/** A file system of 16 MB in memory, or null if mounting is not allowed. */
async function mountSmallDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-disk-'))
  const { code } = await command('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'gatehouse', folder])
  const unmount = async () => {
    if (code === 0) await command('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  }
  if (code === 0) return { folder, unmount }
  await unmount()
  return null
}
