/** Reads the command line of `npm test`. */
import { readdirSync } from 'node:fs'
import { command } from './command.mjs'
import { Failure } from './failure.mjs'
import { inProject } from './project.mjs'

const PARTS = ['checks', 'unit', 'e2e']

const USAGE = `npm test                     everything
npm test -- --checks         format, lint, types and unused code; also --unit, --e2e
npm test -- --changed        checks, and the tests of what is not committed; --changed=main: since main
npm test -- sessions admin   the tests whose path holds one of these words
npm run test:e2e -- admin --trace=on   more options go to the runner of a single part`

/**
 * @returns `parts` to run; `words` that select test files; `since`, the commit since which changes
 *   are tested; `passedOn`, options for the runner; `isWhole`, true for a run of everything
 * @throws Failure for an unknown option
 */
export function parseTestOptions(args) {
  const named = PARTS.filter((part) => args.includes(`--${part}`))
  const changed = args.find((arg) => /^--changed(=|$)/.test(arg))
  const words = args.filter((arg) => !arg.startsWith('-'))
  const known = [...words, ...named.map((part) => `--${part}`), changed]
  const passedOn = args.filter((arg) => !known.includes(arg))
  if (passedOn.length > 0 && named.length !== 1) {
    throw new Failure(`${passedOn[0]} is no option of npm test:\n${USAGE}`)
  }
  const since = changed ? changed.split('=')[1] || 'HEAD' : null
  return {
    parts: named.length > 0 ? named : words.length > 0 ? ['unit', 'e2e'] : PARTS,
    words,
    since,
    passedOn,
    isWhole: args.length === 0,
  }
}

/** The browser tests whose path contains one of these words. */
export function namedBrowserTests(words) {
  const files = readdirSync(inProject('tests/e2e')).map((name) => `tests/e2e/${name}`)
  return files.filter((file) => isBrowserTest(file) && words.some((word) => file.includes(word)))
}

const isBrowserTest = (file) => /^tests\/e2e\/.*\.spec\.ts$/.test(file)

/** The browser tests whose own files changed since `since`: they import none of the pages. */
export async function changedBrowserTests(since) {
  const asked = [
    ['diff', '--name-only', '--diff-filter=d', since],
    ['ls-files', '--others', '--exclude-standard'],
  ]
  const answers = await Promise.all(asked.map((args) => command('git', args)))
  const wrong = answers.find(({ code }) => code !== 0)
  if (wrong) throw new Failure(wrong.output.trim())
  return answers.flatMap(({ output }) => output.split('\n')).filter(isBrowserTest)
}
