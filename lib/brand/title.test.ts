import { resolveTitle } from 'next/dist/lib/metadata/resolvers/resolve-title.js'
import { expect, test } from 'vitest'
import { titleTemplate } from './title'

const titled = (name: string) => resolveTitle('Log in', titleTemplate(name)).absolute

test.each(['Gatehouse', '100% Harbour', '%', '$& $1', '%25'])(
  '%j ends a title as it is',
  (name) => {
    expect(titled(name)).toBe(`Log in · ${name}`)
  },
)

test('a name that looks like the place of the title looks the same in it', () => {
  expect(titled('50%s %s').replaceAll('\u2060', '')).toBe('Log in · 50%s %s')
})
