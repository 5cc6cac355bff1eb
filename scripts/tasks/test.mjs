/**
 * Does everything for `npm test`: the checks beside the build, the unit tests, and the browser tests.
 * Each part keeps all cores busy, and costs more CPU time beside another one than after it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../support/browser.mjs'
import { ensureBuild } from '../support/build.mjs'
import { node } from '../support/command.mjs'
import { runTask } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { requireForTests } from '../support/needs.mjs'
import { inProject, PROJECT } from '../support/project.mjs'
import { startStopwatch } from '../support/stopwatch.mjs'
import { countCheck, countPlaywright, countVitest, slowest } from '../support/tally.mjs'
import {
  changedBrowserTests,
  namedBrowserTests,
  parseTestOptions,
} from '../support/test-options.mjs'

const TOOLS = {
  eslint: 'eslint/bin/eslint.js',
  knip: 'knip/bin/knip.js',
  next: 'next/dist/bin/next',
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  tsc: 'typescript-7/bin/tsc',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
}
const LINT_CACHE = ['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/']
const SLOWEST = 10

const reports = mkdtempSync(join(tmpdir(), 'gatehouse-test-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))

await runTask(async () => {
  process.chdir(PROJECT)
  const options = parseTestOptions(process.argv.slice(2))
  const { timed, told } = startStopwatch()
  // A few tests may take as long as they need, on both databases.
  if (options.words.length > 0 || options.since) process.env.LONG = '1'
  await requireForTests(options.parts)
  await timed('install', () => install('test'))
  const results = await runParts(await planOf(options), timed)
  const files = slowest(
    results.flatMap((result) => result.files),
    SLOWEST,
  )
  console.log(`\n${told()}`)
  if (files.length > 0)
    console.log(`The slowest files, in seconds of their tests\n${files.join('\n')}`)
  report(results)
})

/** The arguments of each part; falsy for a part that is not selected, or has nothing to do. */
async function planOf({ parts, words, since, passedOn, isWhole }) {
  const files = since ? await changedBrowserTests(since) : namedBrowserTests(words)
  const runsUnit = parts.includes('unit')
  const runsBrowser = parts.includes('e2e') && (files.length > 0 || (!since && words.length === 0))
  return {
    checks: parts.includes('checks') ? { cached: !isWhole } : null,
    unit: runsUnit && [
      ...(since ? [`--changed=${since}`] : words),
      ...(isWhole ? [] : ['--passWithNoTests']),
      ...passedOn,
    ],
    e2e: runsBrowser && [...files, ...passedOn],
  }
}

async function runParts({ checks, unit, e2e }, timed) {
  const built = e2e ? timed('build', ensureBuild) : Promise.resolve()
  const [checked] = await Promise.all([
    checks ? timed('checks', () => check(checks, built)) : [],
    built,
  ])
  return [
    ...checked,
    ...(unit ? [await timed('unit', () => unitTests(unit))] : []),
    ...(e2e ? [await timed('browser', async () => endToEnd(e2e, await findBrowser()))] : []),
  ]
}

async function check({ cached }, built) {
  const cache = cached ? LINT_CACHE : []
  // Each keeps one core busy.
  const [linted, read] = await Promise.all([
    inTurn(() => checkWith('Structure', ['eslint', '.', '--max-warnings=0', ...cache])),
    inTurn(
      () => checkWith('Format', ['oxfmt', '--check']),
      () => checkWith('Unused code', ['knip', '--no-progress']),
      () => checkWith('Lint', ['oxlint', '--type-aware', '--deny-warnings']),
      async () => {
        // The build writes the types of the pages too.
        await built
        await run(['next', 'typegen'])
        return checkWith('Types', ['tsc', '--noEmit'])
      },
    ),
  ])
  return [...linted, ...read]
}

async function inTurn(...steps) {
  const results = []
  for (const step of steps) results.push(await step())
  return results
}

async function unitTests(args) {
  const file = join(reports, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(['vitest', 'run', ...reporters, ...args], { live: true })
  return countVitest(file, code)
}

async function endToEnd(args, browser) {
  const file = join(reports, 'e2e.json')
  const env = { ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const shown = { live: true, env }
  const { code } = await run(['playwright', 'test', '--reporter=list,json', ...args], shown)
  return countPlaywright(file, code)
}

async function checkWith(name, args) {
  const started = Date.now()
  const { code, output } = await run(args)
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trim())
  return countCheck(name, code)
}

function run([tool, ...args], options) {
  return node([inProject('node_modules', TOOLS[tool]), ...args], options)
}

function report(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failures = results.flatMap((result) => result.failures)
  if (failures.length > 0)
    console.log(`\nFailed\n${failures.map((name) => `  ${name}`).join('\n')}`)
  console.log(`\n${passed} passed, ${failures.length} failed`)
  process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1
}
