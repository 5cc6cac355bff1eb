import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Licences that allow us to distribute a package with ours, MIT. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Python-2.0', 'WTFPL'],
  // Weak copyleft per file: unchanged files may be part of any work.
  'MPL-2.0',
  // Fonts and data; their notices are in docs/licenses.
  ...['OFL-1.1', 'CC-BY-4.0'],
])

/** Packages whose licence a human had to check, and the result. */
const LOOKED_AT: Record<string, string> = {
  // The optional image resizer of Next.js: a separate library that we neither use nor ship.
  '@img/sharp-': 'LGPL-3.0-or-later',
  // States its licence in an outdated form: `licenses: [{ type: 'MIT' }]`.
  limiter: 'none',
  // The same, and one that states MIT in its README alone. Only tests use them.
  'passport-strategy': 'none',
  pause: 'none',
}

interface Locked {
  license?: string
  link?: boolean
}

test('every dependency has a licence that is compatible with ours', () => {
  expect(forbidden(lockedPackages())).toEqual([])
})

test('the licence check finds a dependency with a copyleft licence or without a licence', () => {
  const planted = {
    'node_modules/free': { license: '(MIT OR GPL-3.0-only)' },
    'node_modules/copyleft': { license: 'GPL-3.0-only' },
    'node_modules/both': { license: 'MIT AND AGPL-3.0-only' },
    'node_modules/silent': {},
  }
  expect(forbidden(planted)).toEqual([
    'copyleft: GPL-3.0-only',
    'both: MIT AND AGPL-3.0-only',
    'silent: none',
  ])
})

test('the repository holds its own licence and those of the font and the word lists', () => {
  expect(readFileSync('LICENSE', 'utf8')).toMatch(
    /^MIT License\n\nCopyright .* The Gatehouse authors/,
  )
  for (const name of ['inter.txt', 'zxcvbn-ts.txt']) {
    expect(existsSync(`docs/licenses/${name}`), name).toBe(true)
  }
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(manifest).toMatchObject({ license: 'MIT' })
})

function lockedPackages(): Record<string, Locked> {
  const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  // Safe: npm writes this file in this form.
  return (lock as { packages: Record<string, Locked> }).packages
}

function forbidden(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([path, { license = 'none', link }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    // The project itself and its own packages.
    if (!path.includes('node_modules/') || link) return []
    return allows(license) || hasBeenLookedAt(name, license) ? [] : [`${name}: ${license}`]
  })
}

/** Every part of an AND must be allowed, and one part of an OR (SPDX). */
function allows(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '')
  return bare.split(' AND ').every((part) => part.split(' OR ').some((name) => ALLOWED.has(name)))
}

function hasBeenLookedAt(name: string, license: string): boolean {
  return Object.entries(LOOKED_AT).some(
    ([prefix, found]) => name.startsWith(prefix) && license.includes(found),
  )
}
