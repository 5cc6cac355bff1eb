import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** How docs/guarantees.md names a test: its file, and part of its title. */
const NAMED = /`(?<file>[^`\s]+\.(?:test|spec)\.ts)`: (?<title>[^|\n]*[^|\s.])/g

test('every promise in docs/guarantees.md names an existing test', () => {
  const [page = ''] = readFileSync('docs/guarantees.md', 'utf8').split('## These tests can fail')
  const named = [...page.matchAll(NAMED)].map(({ groups = {} }) => groups)
  const rows = page.split('\n').filter((line) => /^\| (?!promise|-)/.test(line))
  expect(named, 'one for each row, and those of the walks').toHaveLength(rows.length + 3)
  expect(rows.length).toBeGreaterThan(30)
  const missing = named.filter(({ file = '', title = '' }) => !holds(file, title))
  expect(missing).toEqual([])
})

function holds(file: string, title: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes(title)
}
