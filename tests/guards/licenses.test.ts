import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Licences under which we may pass a package on with ours, MIT. */
const ALLOWED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Python-2.0', 'WTFPL'],
  // Weak copyleft by file: unchanged files may go along with any work.
  'MPL-2.0',
  // Of fonts and data, with the notices in docs/licenses.
  ...['OFL-1.1', 'CC-BY-4.0'],
])

/** Packages whose licence needs a look by a person, and what that look found. */
const LOOKED_AT: Record<string, string> = {
  // Next.js' optional image resizer: a library of its own, which we neither use nor ship.
  '@img/sharp-': 'LGPL-3.0-or-later',
  // Names its licence in an outdated form: `licenses: [{ type: 'MIT' }]`.
  limiter: 'none',
}

interface Locked {
  license?: string
  link?: boolean
}

test('no dependency has a licence that forbids ours', () => {
  expect(forbidden(lockedPackages())).toEqual([])
})

test('a dependency under a copyleft licence, or under none, is found', () => {
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

test('the licence is in the repository, and those of the font and of the word lists beside it', () => {
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
  // Safe because npm writes this file in this form.
  return (lock as { packages: Record<string, Locked> }).packages
}

function forbidden(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([path, { license = 'none', link }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    // The project itself, and packages of its own.
    if (!path.includes('node_modules/') || link) return []
    return allows(license) || hasBeenLookedAt(name, license) ? [] : [`${name}: ${license}`]
  })
}

/** Of an SPDX expression: each part of an AND, one part of an OR. */
function allows(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '')
  return bare.split(' AND ').every((part) => part.split(' OR ').some((name) => ALLOWED.has(name)))
}

function hasBeenLookedAt(name: string, license: string): boolean {
  return Object.entries(LOOKED_AT).some(
    ([prefix, found]) => name.startsWith(prefix) && license.includes(found),
  )
}
