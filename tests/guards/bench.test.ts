import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { expectAnswer } from '@/bench/run/client'
import { requestTable } from '@/bench/run/report'
import { quantile } from '@/bench/run/statistics'
import { sourcesIn } from '../support/sources'

interface Manifest {
  dependencies: Record<string, string>
}

// Safe because npm writes these files in this form.
const manifest = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest

test('the bench compares with the same version of the framework', () => {
  const ours = manifest('package.json').dependencies
  const theirs = manifest('bench/package.json').dependencies
  for (const name of ['next', 'react', 'react-dom', 'better-sqlite3']) {
    expect(theirs[name], name).toBe(ours[name])
  }
})

test('only the bench installs the packages of bench/', () => {
  const naming = sourcesIn('scripts', /\.mjs$/).filter(({ text }) => text.includes('installBench'))
  expect(naming.map(({ path }) => path).sort()).toEqual([
    'scripts/support/install.mjs',
    'scripts/tasks/bench.mjs',
  ])
  expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^\*$(?!.*^!bench)/ms)
})

test('the bench refuses to measure a redirect as a page', () => {
  const answer = { headers: {}, setCookies: [], body: '<h1>Plain</h1>' }
  expect(() => expectAnswer({ ...answer, status: 307 }, 200, '<h1>Plain</h1>')).toThrow('307')
  expect(() => expectAnswer({ ...answer, status: 200 }, 200, '<h1>Hello')).toThrow('Plain')
})

test('quartiles lie between values by their distance', () => {
  expect([0.25, 0.5, 0.75].map((share) => quantile([4, 1, 2, 3], share))).toEqual([1.75, 2.5, 3.25])
})

test('what an app takes over the floor is the median of the differences within rounds', () => {
  const sample = (app: string, round: number, cpuMs: number) =>
    ({ app, row: 'page', round, cpuMs }) as const
  const samples = [
    ...[2, 3, 9].map((cpuMs, round) => sample('floor', round, cpuMs)),
    ...[3, 5, 10].map((cpuMs, round) => sample('gatehouse', round, cpuMs)),
  ]
  expect(requestTable(samples, ['floor', 'gatehouse', 'other'])).toContain(
    '| 3.00 [2.50–6.00] | 5.00 [4.00–7.50], +1.00 |     – |',
  )
})
