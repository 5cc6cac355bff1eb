import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { givenSettings, newSecret } from '@/tests/support/settings'
import { admit } from './admission'
import { setHeaders } from './headers'
import { readTarget } from './target'

const ORIGIN = 'https://accounts.example.com'
const FRIEND = 'https://app.example.com'
const settings = givenSettings({ APP_ORIGIN: ORIGIN, CORS_ORIGINS: FRIEND })
const before = { ...process.env }

// The texts of refusals name the origin of the settings.
beforeAll(() => {
  Object.assign(process.env, { APP_ORIGIN: ORIGIN, AUTH_SECRET: newSecret() })
  forgetSettings()
})

afterAll(() => {
  process.env = before
  forgetSettings()
})

test('refuses a request that changes something for a page of another site', () => {
  const others = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]
  for (const path of ['/dashboard', '/login', '/session/end', '/api', '/api/metrics']) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const headers of others) {
        expect(answerTo(method, path, headers), `${method} ${path}`).toMatchObject({ status: 403 })
      }
      const own = [{ origin: ORIGIN }, { 'sec-fetch-site': 'same-origin' }]
      for (const headers of own) {
        expect(answerTo(method, path, headers), `${method} ${path}`).toMatchObject({ passes: true })
      }
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(answerTo(method, path, { origin: 'https://evil.example' })).toMatchObject({
        passes: true,
      })
    }
  }
})

test('lets other sites send to the API, which reads no cookies, but not through it to a page', () => {
  const evil = { origin: 'https://evil.example' }
  expect(answerTo('POST', '/api/v1/auth/login', evil)).toMatchObject({ passes: true })
  const detours = ['..', '%2e%2e', '.%2E', '..\\..'].map((up) => `/api/v1/${up}/${up}/dashboard`)
  for (const path of [...detours, '//api/v1/me', '/api/v1', '/API/v1/me']) {
    const passes = path === '/api/v1'
    expect(answerTo('POST', path, evil), path).toMatchObject({ passes })
  }
})

test('refuses a method that nothing has a use for, and names those in use', () => {
  for (const path of ['/login', '/api/v1/me']) {
    const { status, headers } = answerTo('TRACE', path, {})
    expect(status).toBe(405)
    expect(headers.allow).toBe('GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE')
  }
})

test('answers the preflight of a script, and allows the origins of the settings alone', () => {
  const asked = { 'access-control-request-method': 'POST' }
  const friend = answerTo('OPTIONS', '/api/v1/me', { ...asked, origin: FRIEND })
  expect(friend).toMatchObject({ status: 204, passes: false })
  expect(friend.headers['access-control-allow-origin']).toBe(FRIEND)
  const evil = answerTo('OPTIONS', '/api/v1/me', { ...asked, origin: 'https://evil.example' })
  expect(evil).toMatchObject({ status: 204, passes: false })
  expect(evil.headers).not.toHaveProperty('access-control-allow-origin')
  expect(
    answerTo('OPTIONS', '/dashboard', { ...asked, origin: FRIEND }).headers,
  ).not.toHaveProperty('access-control-allow-origin')
})

test('gives the page the nonce of its answer, and replaces one that a client sent', () => {
  const sent = { 'content-security-policy': "script-src 'nonce-mine'" }
  const [one, other] = [answerTo('GET', '/login', sent), answerTo('GET', '/login', sent)]
  const policy = one.headers['content-security-policy']
  expect(policy).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/)
  expect(one.req.headers['content-security-policy']).toBe(policy)
  expect(other.headers['content-security-policy']).not.toBe(policy)
})

test('lets a file of the brand do nothing, and a missing page beside it what pages may', () => {
  const policy = (path: string) => answerTo('GET', path, {}).headers['content-security-policy']
  for (const path of ['/brand/logo-0123456789abcdef.svg', '/brand/none', '/brand/x?y=/z']) {
    expect(policy(path), path).toMatch(/default-src 'none'.*; sandbox$/)
    expect(policy(path), path).not.toContain('script-src')
  }
  for (const path of ['/brand', '/brand/a/b', '/login?next=/brand/x']) {
    expect(policy(path), path).toContain("script-src 'self' 'nonce-")
  }
})

test('gives refusals the headers of every answer', () => {
  const refused = answerTo('POST', '/login', {})
  expect(refused.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  expect(refused.headers['content-security-policy']).toContain("default-src 'none'")
})

test('refuses in the language that the client asks for, and tells caches so', () => {
  const foreign = { host: 'evil.example', 'accept-language': 'de, en;q=0.5' }
  const page = answerTo('GET', '/login', foreign)
  expect(page).toMatchObject({ status: 421, headers: { 'content-language': 'de' } })
  expect(page.body).toMatch(/^Diese Adresse gehört nicht zu dieser Anwendung\. .*\n$/)
  expect(page.headers['content-length']).toBe(String(Buffer.byteLength(page.body)))
  expect(page.headers.vary).toBe('Accept-Language')

  const program = answerTo('GET', '/api/v1/me', { ...foreign, origin: FRIEND })
  expect(program.headers.vary).toBe('Origin,Accept-Language')
  expect(JSON.parse(program.body)).toMatchObject({
    code: 'wrong-host',
    title: 'This address does not belong to this app.',
    detail: page.body.trim(),
  })
  for (const language of ['en', 'fr', '']) {
    const english = answerTo('GET', '/login', { ...foreign, 'accept-language': language })
    expect(english.body).toMatch(/^This address does not belong to this app\. /)
    expect(english.headers['content-language']).toBe('en')
  }
})

function answerTo(method: string, url: string, headers: Record<string, string>) {
  const req = new IncomingMessage(new Socket())
  Object.assign(req, { method, url, headers: { host: 'accounts.example.com', ...headers } })
  req.push(null)
  const res = new ServerResponse(req)
  const written = vi.spyOn(res, 'write')
  readTarget(req)
  setHeaders(req, res, settings)
  const passes = admit(req, res, { isOwn: false, settings })
  const set = Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)])
  const body = written.mock.calls.map(([chunk]) => String(chunk)).join('')
  return { req, passes, status: res.statusCode, headers: Object.fromEntries(set), body }
}
