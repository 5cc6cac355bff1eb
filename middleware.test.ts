import { generateKeyPair, SignJWT } from 'jose'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { isPublicPath } from '@/lib/base/routes'
import { config, middleware } from './middleware'
import { newSecret } from './tests/support/settings'
import { sourcesIn } from './tests/support/sources'

const ORIGIN = 'http://localhost:3000'
const OWN = { origin: ORIGIN }
const FORM = { 'content-type': 'multipart/form-data; boundary=x' }
const ACTION = { 'next-action': 'a'.repeat(42) }
const before = { ...process.env }

beforeAll(() => {
  Object.assign(process.env, { APP_ORIGIN: ORIGIN, AUTH_SECRET: newSecret() })
  forgetSettings()
})

afterAll(() => {
  process.env = before
  forgetSettings()
})

async function answerTo(method: string, path: string, headers: Record<string, string> = {}) {
  const answer = await middleware(new NextRequest(ORIGIN + path, { method, headers }))
  return {
    status: answer.status,
    goesOn: answer.headers.has('x-middleware-next'),
    location: answer.headers.get('location')?.replace(ORIGIN, '') ?? null,
    refused: answer.headers.get(INTERNAL_HEADERS.refused),
    stored: answer.headers.get('cache-control'),
    vary: answer.headers.get('vary'),
  }
}

const LOG_IN = '/login?next=%2Fdashboard'

test('a closed page redirects visitors to the log-in page, and is never stored by a cache', async () => {
  expect(await answerTo('GET', '/dashboard')).toMatchObject({ status: 307, location: LOG_IN })
  expect(await answerTo('HEAD', '/dashboard')).toMatchObject({ status: 307 })
  expect(await answerTo('GET', '/dashboard')).toMatchObject({
    stored: 'no-store',
    vary: 'Cookie',
    goesOn: false,
  })
  expect(await answerTo('GET', '/login')).toMatchObject({ goesOn: true })
})

test('a form of a visitor is redirected to the log-in page without its body', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await answerTo(method, '/dashboard', OWN)
    expect(answer, method).toMatchObject({ status: 303, location: LOG_IN })
  }
})

test('a server action passes, and a request that only looks like one is redirected', async () => {
  expect(await answerTo('POST', '/dashboard', { ...OWN, ...ACTION })).toMatchObject({
    goesOn: true,
  })
  expect(await answerTo('POST', '/dashboard', { ...OWN, ...FORM })).toMatchObject({ goesOn: true })
  for (const headers of [ACTION, FORM]) {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await answerTo(method, '/dashboard', { ...OWN, ...headers })
      expect(answer, method).toMatchObject({ goesOn: false, location: LOG_IN })
    }
  }
  const plain = { ...OWN, 'content-type': 'application/x-www-form-urlencoded' }
  expect(await answerTo('POST', '/dashboard', plain)).toMatchObject({ status: 303 })
})

test('an invalid access token is redirected to the log-in page, and the server learns the reason', async () => {
  for (const cookie of ['gh_access=garbage', 'gh_access=a.b.c']) {
    const answer = await answerTo('GET', '/dashboard', { cookie })
    expect(answer).toMatchObject({ status: 307, refused: 'invalid' })
  }
  expect(await answerTo('GET', '/dashboard')).toMatchObject({ refused: null })
})

test('a token with an unknown key goes on to the page, which asks the database', async () => {
  // The key set is out of reach: no server listens there.
  process.env.PORT = '1'
  forgetSettings()
  const cookie = `gh_access=${await tokenOfAnUnknownKey()}`
  expect(await answerTo('GET', '/dashboard', { cookie })).toMatchObject({
    goesOn: true,
    stored: 'private, no-store',
  })
})

test('the middleware sees every path but those of the API and of the files of the build', () => {
  const matcher = new RegExp(`^${config.matcher}$`)
  const isSeen = (path: string) => matcher.test(path)
  for (const path of [
    '/',
    '/dashboard',
    '/admin/users',
    '/new',
    '/api',
    '/api/v2/me',
    '/_next/x',
    ...pages(),
  ]) {
    expect(isSeen(path), path).toBe(true)
  }
  for (const path of ['/api/v1/me', '/_next/static/chunks/x.js']) {
    expect(isSeen(path), path).toBe(false)
    expect(isPublicPath(path), path).toBe(true)
  }
})

/** The path of every page in the sources. */
function pages(): string[] {
  const folders = sourcesIn('app', /\/page\.tsx$/).map(({ path }) => path.split('/').slice(1, -1))
  const paths = folders.map((names) => `/${names.filter((name) => !/^\(/.test(name)).join('/')}`)
  expect(paths.length).toBeGreaterThan(30)
  return paths
}

async function tokenOfAnUnknownKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'unknown' })
    .sign(privateKey)
}
