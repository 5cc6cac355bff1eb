/** Reads from the runners' JSON reports what passed and failed, and how long each file took. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { PROJECT } from './project.mjs'

/** A runner that leaves no report has failed. */
const unreadable = (runner) => ({
  passed: 0,
  failures: [`${runner} left no report`],
  files: [],
})

/**
 * Counts a run of vitest. A file that does not load and a skipped test are failures.
 *
 * @returns `passed`, `failures` with the names of what failed, and `files` with the
 *   seconds that their tests took
 */
export function countVitest(file, code) {
  const report = readReport(file)
  if (!report) return unreadable('vitest')
  const files = report.testResults.map(({ name, startTime, endTime }) => ({
    name: relative(PROJECT, name),
    seconds: (endTime - startTime) / 1000,
  }))
  const failures = report.testResults.flatMap(failuresOfFile)
  return tally('vitest', report.numPassedTests, failures, code, files)
}

function failuresOfFile({ name, status, assertionResults }) {
  const file = relative(PROJECT, name)
  if (status === 'failed' && assertionResults.length === 0) return [`${file} did not load`]
  return assertionResults
    .filter((test) => test.status !== 'passed')
    .map(
      (test) => `${file} › ${test.fullName}${test.status === 'failed' ? '' : ` (${test.status})`}`,
    )
}

/** Counts a run of Playwright without retries. @returns the same as `countVitest` */
export function countPlaywright(file, code) {
  const report = readReport(file)
  if (!report) return unreadable('Playwright')
  const files = report.suites.map((suite) => ({
    name: `tests/e2e/${suite.file}`,
    seconds: millisecondsOf(suite) / 1000,
  }))
  const failures = specsOf({ suites: report.suites })
    .filter(({ tests }) => tests.some((test) => test.status !== 'expected'))
    .map(({ file: spec, line, title }) => `tests/e2e/${spec}:${line} › ${title}`)
  return tally('Playwright', report.stats.expected, failures, code, files)
}

/** Counts a check, such as the linter, as one test. */
export function countCheck(name, code) {
  return tally(name, code === 0 ? 1 : 0, code === 0 ? [] : [name], code, [])
}

/** The slowest files; a file that runs on two databases counts both times. */
export function slowest(files, count) {
  const seconds = new Map()
  for (const file of files) seconds.set(file.name, (seconds.get(file.name) ?? 0) + file.seconds)
  const rows = [...seconds].sort(([, one], [, other]) => other - one).slice(0, count)
  return rows.map(([name, time]) => `  ${time.toFixed(1).padStart(6)} s  ${name}`)
}

function millisecondsOf(suite) {
  const results = specsOf(suite).flatMap(({ tests }) => tests.flatMap((test) => test.results))
  return results.reduce((sum, { duration }) => sum + duration, 0)
}

function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** A runner that exits with an error has failed, even if it names no failed test. */
function tally(runner, passed, failures, code, files) {
  const failed =
    code === 0 || failures.length > 0
      ? failures
      : [`${runner} ended with code ${code}, but no test failed: see its output above`]
  return { passed, failures: failed, files }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
