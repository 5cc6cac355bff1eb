import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PLANS } from '../support/conformance/plans'

const page = readFileSync('docs/openid-conformance.md', 'utf8')

test.each(PLANS)('docs/openid-conformance.md tells each case of $title', ({ title, cases }) => {
  const told = cases.map(({ name, wants, answer }) => [name, wants, `\`${answer}\``])
  expect(rowsBelow(title)).toEqual(told)
})

test('docs/openid-conformance.md names existing tests for what is tried elsewhere', () => {
  const named = rowsBelow('Tried elsewhere').map(([, test = '']) => /^`(.+)`: (.+)$/.exec(test))
  expect(named.length).toBeGreaterThan(5)
  for (const found of named) {
    const [, file = '', title = ''] = found ?? []
    expect(existsSync(file) && readFileSync(file, 'utf8').includes(title), title).toBe(true)
  }
})

/** The cells of the table below this heading, without its head. */
function rowsBelow(heading: string): string[][] {
  const [, below = ''] = page.split(`\n## ${heading}\n`)
  const [section = ''] = below.split('\n## ')
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}
