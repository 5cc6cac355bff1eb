/** Everything `npm test` does; `--unit`, `--e2e` and `--checks` run only that part. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../support/browser.mjs'
import { ensureBuild } from '../support/build.mjs'
import { node } from '../support/command.mjs'
import { carryOut } from '../support/failure.mjs'
import { install } from '../support/install.mjs'
import { inProject, PROJECT } from '../support/project.mjs'
import { countCheck, countPlaywright, countVitest } from '../support/tally.mjs'

const TOOLS = {
  prettier: 'prettier/bin/prettier.cjs',
  eslint: 'eslint/bin/eslint.js',
  next: 'next/dist/bin/next',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
}
const PARTS = ['checks', 'unit', 'e2e']
const reports = mkdtempSync(join(tmpdir(), 'gatehouse-test-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))

await carryOut(async () => {
  process.chdir(PROJECT)
  const asked = PARTS.filter((part) => process.argv.includes(`--${part}`))
  const runs = (part) => asked.length === 0 || asked.includes(part)

  await install('test')
  const browser = runs('e2e') ? await findBrowser() : {}
  const results = [
    ...(await Promise.all([ensureBuild(), runs('checks') ? style() : []]).then(([, r]) => r)),
    ...(runs('checks') ? [await types()] : []),
    ...(runs('unit') ? [await unit()] : []),
    ...(runs('e2e') ? [await endToEnd(browser)] : []),
  ]
  report(results)
})

/** One after the other, because the build beside them fills the other processor. */
async function style() {
  return [
    await check('Format', ['prettier', '--check', '.', '--cache', '--log-level=warn']),
    await check('Lint', ['eslint', '.', '--max-warnings=0']),
  ]
}

async function types() {
  await run(['next', 'typegen'])
  return check('Types', ['tsc', '--noEmit'])
}

async function unit() {
  console.log('\nUnit tests')
  const file = join(reports, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(['vitest', 'run', ...reporters], { live: true })
  return countVitest(file, code)
}

async function endToEnd(browser) {
  console.log('\nBrowser tests')
  const file = join(reports, 'e2e.json')
  const env = { ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const { code } = await run(['playwright', 'test', '--reporter=list,json'], { live: true, env })
  return countPlaywright(file, code)
}

async function check(name, args) {
  const started = Date.now()
  const { code, output } = await run(args)
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trim())
  return countCheck(code)
}

function run([tool, ...args], options) {
  return node([inProject('node_modules', TOOLS[tool]), ...args], options)
}

function report(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}
