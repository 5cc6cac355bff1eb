import { createHash } from 'node:crypto'
import { isPublicPath } from '@/lib/base/routes'
import { sourcesIn } from '../support/sources'
import { distinctOf, garbageFor } from '../support/garbage'
import { ask } from '../support/http'
import { builtActions } from '../support/operations'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, test } from './fixtures'

const actions = builtActions(process.cwd(), 'app/')
/**
 * `npm run test:long -- actions` sends everything to each action, and not only to the first, and
 * from visitors too where the middleware turns them away before the action.
 */
const EVERYTHING = Boolean(process.env.EVERYTHING)

test('the walk over actions covers every action of the sources', () => {
  const names = sourcesIn('app', /actions\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/^export const (\w+) = /gm)].map(([, name]) => name),
  )
  expect(names.length).toBeGreaterThan(20)
  expect(actions.map(({ name }) => name).sort()).toEqual(names.sort())
})

test('the id of an action is the same in every build, so that open pages survive an update', () => {
  const action = actions.find(({ name }) => name === 'logInAction')
  const key = Buffer.alloc(32, 'names of actions').toString('base64')
  const hash = createHash('sha1').update(`${key}app/login/actions.ts:logInAction`).digest('hex')
  expect(action?.id.slice(2)).toBe(hash)
})

test('every action refuses garbage in place of its form, with one plain line in the log', async ({
  server,
  person,
}) => {
  if (EVERYTHING) test.setTimeout(900_000)
  const signedIn = cookieHeader(await tokensFor(person))
  const faults: string[] = []
  for (const [i, { id, name, page }] of actions.entries()) {
    const all = garbageFor(id, server.origin)
    const asks = EVERYTHING || i === 0 ? all : await distinctOf(all)
    expect(asks.length).toBeGreaterThan(5)
    const cookies = EVERYTHING || isPublicPath(page) ? ['', signedIn] : [signedIn]
    for (const cookie of cookies) {
      const before = server.output().length
      const address = server.origin + page.replace(/\[\w+\]/, 'x')
      const calls = asks.map(async ({ headers, ...asked }) => {
        const sent = { ...headers, ...(cookie ? { cookie } : {}) }
        const { status } = await ask(address, { ...asked, headers: sent })
        if (status >= 500) faults.push(`${name} (${status}): ${String(asked.body)}`)
      })
      await Promise.all(calls)
      faults.push(...loudLines(server.output().slice(before)).map((line) => `${name}: ${line}`))
    }
  }
  expect(faults).toEqual([])
})

/** Lines that are not the plain line of an answered request, and extra lines of a request. */
function loudLines(output: string): string[] {
  const lines = output.trimEnd().split('\n')
  const ids = lines.map((line) => /"requestId":"([\w-]+)"/.exec(line)?.[1])
  return lines.filter((line, i) => !line.startsWith('{"level":"info"') || ids.indexOf(ids[i]) < i)
}
