/** Counts what passed and what failed, from the reports that the test runners write as JSON. */
import { readFileSync } from 'node:fs'

/** A run of vitest. A file that does not load, and a test that was skipped, are failures. */
export function countVitest(file, code) {
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 1 }
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  )
  const skipped = report.numPendingTests + report.numTodoTests
  return tally(report.numPassedTests, report.numFailedTests + skipped + unloaded.length, code)
}

/** A run of Playwright. A test that passed only at the second try counts, and is told of. */
export function countPlaywright(file, code) {
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  if (flaky > 0) console.warn(`\nWarning: browser tests that needed a second try: ${flaky}`)
  return tally(expected + flaky, unexpected + skipped, code)
}

export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** A runner that ends badly without naming a failed test still has failed. */
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
