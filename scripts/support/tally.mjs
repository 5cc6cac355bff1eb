/** Reads from the runners' JSON reports what passed and failed, and how long each file took. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { PROJECT } from './project.mjs'

/** A runner that leaves no report has failed. */
const UNREADABLE = { passed: 0, failed: 1, files: [] }

/**
 * Counts a run of vitest. A file that does not load and a skipped test are failures.
 *
 * @returns `passed`, `failed`, and `files` with the seconds that their tests took
 */
export function countVitest(file, code) {
  const report = readReport(file)
  if (!report) return UNREADABLE
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  )
  const skipped = report.numPendingTests + report.numTodoTests
  const files = report.testResults.map(({ name, startTime, endTime }) => ({
    name: relative(PROJECT, name),
    seconds: (endTime - startTime) / 1000,
  }))
  const failed = report.numFailedTests + skipped + unloaded.length
  return { ...tally(report.numPassedTests, failed, code), files }
}

/** Counts a run of Playwright without retries. @returns the same as `countVitest` */
export function countPlaywright(file, code) {
  const report = readReport(file)
  if (!report) return UNREADABLE
  const { expected, unexpected, flaky, skipped } = report.stats
  const files = report.suites.map((suite) => ({
    name: `tests/e2e/${suite.file}`,
    seconds: millisecondsOf(suite) / 1000,
  }))
  return { ...tally(expected, unexpected + flaky + skipped, code), files }
}

export function countCheck(code) {
  return { ...(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }), files: [] }
}

/** The slowest files; a file that runs on two databases counts both times. */
export function slowest(files, count) {
  const seconds = new Map()
  for (const file of files) seconds.set(file.name, (seconds.get(file.name) ?? 0) + file.seconds)
  const rows = [...seconds].sort(([, one], [, other]) => other - one).slice(0, count)
  return rows.map(([name, time]) => `  ${time.toFixed(1).padStart(6)} s  ${name}`)
}

function millisecondsOf({ suites = [], specs = [] }) {
  const inside = suites.reduce((sum, suite) => sum + millisecondsOf(suite), 0)
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results))
  return results.reduce((sum, { duration }) => sum + duration, inside)
}

/** A runner that exits with an error has failed, even if it names no failed test. */
function tally(passed, failed, code) {
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
