import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase, useSettings } from '@/tests/support/database'
import { freePort } from '@/tests/support/free-port'
import { checkApp } from './check'
import { showApp } from './list'

/** Stands for Gatehouse and for the application. */
let answer: RequestListener
const server = createServer((req, res) => answer(req, res))
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
afterAll(() => void server.close())
const origin = `http://localhost:${(server.address() as AddressInfo).port}`

useFreshDatabase()
useSettings({ APP_ORIGIN: origin })
beforeEach(() => {
  answer = (_, res) => void res.end(JSON.stringify({ issuer: origin }))
})

async function findings(
  part: Parameters<typeof givenApp>[0] = {},
): Promise<Record<string, string | null>> {
  const { app } = await givenApp({ redirectUris: [`${origin}/callback`], ...part })
  const shown = await showApp(COMMAND_LINE, app.id)
  if (!shown) throw new Error('The application is gone')
  const checked = await checkApp(shown)
  return Object.fromEntries(checked.map(({ what, finding }) => [what, finding]))
}

test('nothing is wrong with addresses that answer', async () => {
  answer = (req, res) => {
    res.statusCode = req.method === 'POST' ? 400 : 200
    res.end(JSON.stringify({ issuer: origin }))
  }
  expect(await findings({ backchannelLogoutUri: `${origin}/ended` })).toEqual({
    discovery: null,
    redirect: null,
    'log-outs': null,
  })
})

test.each([
  ['another issuer', 200, '{"issuer":"https://other.example"}', 'other-issuer'],
  ['a page instead', 200, '<html></html>', 'no-discovery'],
  ['an error', 500, '{"issuer":"x"}', 'no-discovery'],
])('discovery that answers with %s is found', async (_what, status, body, finding) => {
  answer = (_req, res) => void res.writeHead(status).end(body)
  expect((await findings()).discovery).toBe(finding)
})

test.each([
  [200, null],
  [302, 'redirects'],
  [404, 'refuses-notices'],
  [405, 'refuses-notices'],
  [503, 'server-error'],
])('an address for log-outs that answers a bad notice with %i: %s', async (status, finding) => {
  answer = (_req, res) => void res.writeHead(status, { location: '/login' }).end()
  const found = await findings({ backchannelLogoutUri: `${origin}/ended` })
  expect(found['log-outs']).toBe(finding)
})

test('addresses at which nothing listens are found, and those of native applications are left', async () => {
  const nowhere = `http://localhost:${await freePort()}/callback`
  expect(await findings({ redirectUris: [nowhere], backchannelLogoutUri: nowhere })).toMatchObject({
    redirect: 'unreachable',
    'log-outs': 'unreachable',
  })
  const native = await findings({ kind: 'native', redirectUris: ['com.example.app:/callback'] })
  expect(native).toEqual({ discovery: null })
})
