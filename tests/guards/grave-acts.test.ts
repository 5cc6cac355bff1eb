import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '@/lib/api/operations'
import { CHANGING_METHODS } from '@/lib/base/methods'
import { GRAVE_ACTS, OTHER_ACTS, PROVING_ACTS } from '@/lib/base/grave-acts'
import { sourcesIn } from '../support/sources'

const LISTS = [GRAVE_ACTS, PROVING_ACTS, OTHER_ACTS]

/** The source of each server action, by name. */
const actions = new Map(
  sourcesIn('app', /actions\.ts$/).flatMap(({ text }) =>
    text
      .split(/^(?=export const )/m)
      .flatMap((source) =>
        [...source.matchAll(/^export const (\w+) = /g)].map(
          ([, name = '']) => [name, source] as const,
        ),
      ),
  ),
)

/** The handlers outside the API that change something, as `POST /session/end`. */
const routes = sourcesIn('app', /route\.ts$/)
  .filter(({ path }) => !path.startsWith('app/api/v1/'))
  .flatMap(({ path, text }) =>
    CHANGING_METHODS.filter((method) =>
      new RegExp(`^export (async function|const) ${method}\\b`, 'm').test(text),
    ).map((method) => `${method} ${path.replace(/^app|\/route\.ts$/g, '')}`),
  )

describe('is in exactly one list of lib/base/grave-acts.ts:', () => {
  test.each([
    ['every server action', 'actions', [...actions.keys()]],
    ['every operation of the API', 'operations', Object.keys(OPERATIONS)],
    ['every other handler that changes something', 'routes', routes],
  ] as const)('%s', (_what, kind, found) => {
    expect(found.length).toBeGreaterThan(1)
    expect(LISTS.flatMap((list) => list[kind]).sort()).toEqual([...found].sort())
  })
})

test('exactly the grave actions are wrapped in grave()', () => {
  const wrapped = [...actions].filter(([, source]) => /\bgrave\(/.test(source))
  expect(wrapped.map(([name]) => name).sort()).toEqual([...GRAVE_ACTS.actions].sort())
})

test('exactly the grave handlers and operations ask how old the proof is', () => {
  const asking = sourcesIn('app', /route\.ts$/).filter(({ text }) => /\bisProven\(/.test(text))
  const paths = GRAVE_ACTS.operations.flatMap((id) =>
    Object.entries(OPERATIONS).flatMap(([name, { path }]) => (name === id ? [path] : [])),
  )
  const grave = [...paths, ...GRAVE_ACTS.routes.map((route) => route.replace(/^\w+ /, ''))]
  const files = grave.map((path) => `app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`)
  expect(asking.map(({ path }) => path).sort()).toEqual(files.sort())
})
