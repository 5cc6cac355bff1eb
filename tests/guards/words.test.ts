/** Holds docs/glossary.md and the rule of language of CONTRIBUTING.md. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Losing synonyms that have no other meaning here, each with the word of the glossary. */
const SYNONYMS = {
  alive: 'living',
  anyone: 'visitor',
  'cannot be had': 'unavailable',
  doorway: 'guard',
  'let go': 'destroy',
  operator: 'administrator',
  person: 'user',
  'run out': 'expire',
  'shut out': 'disable',
  'sign in': 'log in',
  somebody: 'user',
  suspicion: 'incident',
  whoever: 'visitor',
}

/** Turns of phrase that a native reader reads twice, each with a plainer one. */
const IDIOMS = {
  'be had': 'be available',
  'for want of': 'without',
  'no such thing': 'none',
  'of itself': 'by itself',
  'of late': 'lately',
  'to and fro': 'back and forth',
}

const BANNED = Object.entries({ ...SYNONYMS, ...IDIOMS }).map(([word, winner]) => {
  // A phrase may continue on the next line of a comment. Names, as in `operator-one`, are free.
  const pattern = word.replace(/^shut\b/, 'shut(?:s|ting)?').replaceAll(' ', '[\\s*/]+')
  return { word, winner, pattern: new RegExp(`\\b${pattern}s?\\b(?![-./]\\w)`, 'gi') }
})

/** The older entries of the one, and the losing words themselves in the other. */
const FREE = ['CHANGELOG.md', 'docs/glossary.md']

const COMMENTS = /^[ \t]*(?:\{?\/\*.*?\*\/|\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*)/gms
const TITLES = /(?:\b(?:test|describe)(?:\.\w+)?\(|\]\)\()\s*(['"`])(?:\\.|(?!\1).)*\1/gs
/** Code in Markdown and in comments, and where a link goes to. */
const NAMES = /^\s*```.*?^\s*```|`[^`\n]*`|\]\([^)]*\)/gms

/** Where the prose of a file holds a banned word: `file:line: word, say winner`. */
function faults(path: string, text: string): string[] {
  return proseOf(path, text).flatMap(([start, prose]) =>
    BANNED.flatMap(({ word, winner, pattern }) =>
      [...prose.matchAll(pattern)].map(({ index }) => {
        const line = text.slice(0, start + index).split('\n').length
        return `${path}:${line}: ${word}, say ${winner}`
      }),
    ),
  )
}

/** Documentation, comments and titles of tests, each with its place in the file. */
function proseOf(path: string, text: string): [number, string][] {
  const free = (prose: string) => prose.replace(NAMES, (name) => name.replace(/\S/g, '_'))
  if (path.endsWith('.md')) return [[0, free(text)]]
  const comments = [...text.matchAll(COMMENTS)].map((m): [number, string] => [m.index, free(m[0])])
  if (!/\.(test|spec)\.tsx?$/.test(path)) return comments
  return [...comments, ...[...text.matchAll(TITLES)].map((m): [number, string] => [m.index, m[0]])]
}

test('comments, titles of tests and documentation use the words of the glossary', () => {
  const patterns = ['ts', 'tsx', 'mjs', 'css', 'md'].map((ending) => `*.${ending}`)
  const listed = execFileSync('git', ['ls-files', '-z', ...patterns], { encoding: 'utf8' })
  // A file that was just deleted is still tracked.
  const paths = listed.split('\0').filter((path) => !FREE.includes(path) && existsSync(path))
  expect(paths.length).toBeGreaterThan(500)
  expect(paths.flatMap((path) => faults(path, readFileSync(path, 'utf8')))).toEqual([])
})

const titled = (call: string) => `${call}'a session is alive', () => {})`

test.each([
  ['lib/new.ts', '/**\n * Whoever asks.\n */', ['lib/new.ts:2: whoever, say visitor']],
  ['lib/new.ts', '// It is for want\n// of time.', ['lib/new.ts:1: for want of, say without']],
  ['app/new.tsx', '{/* Shut\n    out. */}', ['app/new.tsx:1: shut out, say disable']],
  ['app/new.tsx', 'x\n{/* Not of late. */}', ['app/new.tsx:2: of late, say lately']],
  ['docs/new.md', 'One\n\nTwo operators', ['docs/new.md:3: operator, say administrator']],
  ['lib/new.test.ts', titled('test('), ['lib/new.test.ts:1: alive, say living']],
  ['lib/new.test.ts', titled('test.each([])('), ['lib/new.test.ts:1: alive, say living']],
  ['lib/new.ts', titled('test('), []],
  ['lib/new.ts', 'const whoever = "somebody" // as the `operator`', []],
  ['docs/new.md', '`operator`, operator-one and\n```\nsign in\n```\n[x](doorway.md)', []],
])('in %s, %j breaks the rules of words where it should', (path, text, found) => {
  expect(faults(path, text)).toEqual(found)
})

test('the glossary names every losing synonym beside its winner', () => {
  const rows = readFileSync('docs/glossary.md', 'utf8').split('\n')
  const losing = Object.entries(SYNONYMS).filter(([word, winner]) => {
    const row = rows.find((line) => line.split('|')[1]?.includes(winner))
    return !row?.split('|')[3]?.includes(word)
  })
  expect(losing).toEqual([])
})
