/** Whatever method comes first, the same gate decides: docs/decisions/0027-second-factors.md. */
import { expect, test } from 'vitest'
import { sourcesIn } from '../support/sources'

/** A session begins by one of these. */
const BEGINS = /\b(startSession|startProvenSession|insertSession)\(/

/**
 * The files that begin sessions, and what stands before it there. A new way in asks `missingFor`,
 * and gets a line in lib/factors/ways-in.test.ts.
 */
const GATES: Readonly<Record<string, RegExp>> = {
  'lib/sessions/log-in.ts': /\bmissingFor\(/,
  'lib/sessions/log-in-passkey.ts': /\bmissingFor\(/,
  'lib/sessions/complete-log-in.ts': /\bspendCode\(/,
  // It turns the second factor on that the user lacked.
  'lib/sessions/complete-enrolment.ts': /\btakeFirstCode\(/,
  // The user is new, and has no second factor.
  'lib/users/sign-up.ts': /\binsertNewUser\(/,
  'lib/users/setup.ts': /\binsertNewUser\(/,
  // It goes on with a living session, and with the factors that this one was shown.
  'lib/passwords/change.ts': /\bmethodsIn\(found\.session\.amr\)/,
}

/** The others begin them only for these, or in a new database. */
const BEHIND = ['lib/demo/life.ts', 'lib/sessions/log-in-session.ts', 'lib/sessions/start.ts']

const beginning = ['app', 'cli', 'lib']
  .flatMap((folder) => sourcesIn(folder, /(?<!\.test)\.tsx?$/))
  .map(({ path, text }) => ({ path, code: withoutComments(text) }))
  .filter(({ code }) => BEGINS.test(code))

test('exactly the known ways in begin sessions', () => {
  const known = [...Object.keys(GATES), ...BEHIND].sort()
  expect(beginning.map(({ path }) => path).sort()).toEqual(known)
})

test.each(Object.entries(GATES))('%s asks for the second factor first', (path, gate) => {
  const { code = '' } = beginning.find((one) => one.path === path) ?? {}
  const [before = ''] = code.split(BEGINS)
  expect(before).toMatch(gate)
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
