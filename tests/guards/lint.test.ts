/** The rules of .oxlintrc.json that a mistake in that file would turn off without a word. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CONFIG = '.oxlintrc.json'

/** Files by path, each with one fault, and the rule that refuses it. */
const FAULTS: Readonly<Record<string, readonly [text: string, rule: string]>> = {
  'lib/a.test.ts': ["import { it } from 'vitest'\nit('', () => {})\n", 'no-restricted-imports'],
  'lib/b.ts': ['const unused = 1\n', 'no-unused-vars'],
  'lib/c.ts': ['export const x: any = 1\n', 'no-explicit-any'],
  'lib/d.ts': ['console.log(1)\n', 'no-console'],
  'lib/e.ts': ['const x = 1\nexport default x\n', 'no-default-export'],
  'lib/f.ts': ['export {}\n'.repeat(251), 'max-lines'],
  'lib/g.ts': ['export const x = (a: unknown) => a == 1\n', 'eqeqeq'],
  'lib/h.ts': ['export const x = (a?: string) => a!\n', 'no-non-null-assertion'],
  'app/i.tsx': [
    'export function X({ a }: { a: boolean }) {\n  if (a) useState(1)\n  return null\n}\n',
    'rules-of-hooks',
  ],
  'app/j.tsx': [
    'export function X() {\n  const Y = () => null\n  return <Y />\n}\n',
    'static-components',
  ],
}
const GOOD = 'lib/good.ts'

let folder = ''
/** What oxlint says of each file. */
let said: { filename: string; code: string }[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-lint-'))
  cpSync(CONFIG, join(folder, CONFIG))
  for (const [path, [text]] of Object.entries(FAULTS)) write(path, text)
  write(GOOD, 'export const x = 1\n')
  const oxlint = resolve('node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  // Safe: a missing list fails the tests.
  said = (JSON.parse(stdout) as { diagnostics: typeof said }).diagnostics
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(Object.entries(FAULTS).map(([path, [, rule]]) => ({ path, rule })))(
  'lint refuses what breaks $rule',
  ({ path, rule }) => {
    expect(rulesOf(path)).toEqual([expect.stringContaining(`(${rule})`)])
  },
)

test('lint accepts a file without a fault', () => {
  expect(rulesOf(GOOD)).toEqual([])
})

function write(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function rulesOf(path: string): string[] {
  return said.filter(({ filename }) => filename.endsWith(path)).map(({ code }) => code)
}
