import { describe, expect, test } from 'vitest'
import { OPEN_REDIRECTS } from '@/tests/support/open-redirects'
import {
  answersAnyHost,
  DASHBOARD,
  END,
  EVENTS,
  HEALTH,
  HOME,
  isPublicPath,
  JWKS,
  LOG_IN,
  REFRESH,
  safeNext,
  SIGN_UP,
  UNAVAILABLE,
  withNext,
} from './routes'

const ORIGIN = 'https://accounts.example.com'

describe('isPublicPath', () => {
  test.each([
    '',
    '/dashboard',
    '/settings',
    '/page-of-tomorrow',
    '/login/',
    '/login/x',
    '/LOGIN',
    '//login',
    '/login;x',
    '/loginx',
    '/session',
    '/session/refresh/x',
    '/_next',
    '/_next/data/x.json',
    '/_next/image',
    '/_next/staticx',
    '/.well-known',
    '/x/_next/static/a.js',
    '/x/.well-known/jwks.json',
    '/favicon.ico/x',
    '/robots.txt/x',
    '/x/robots.txt',
    '/constructor',
    '/api/v1x',
    '/api/v2/me',
    '/x/api/v1/me',
  ])('keeps "%s" closed', (path) => expect(isPublicPath(path)).toBe(false))

  test.each([
    HOME,
    LOG_IN,
    SIGN_UP,
    REFRESH,
    END,
    EVENTS,
    UNAVAILABLE,
    JWKS,
    HEALTH,
    `${HEALTH}/live`,
    `${HEALTH}/ready`,
    '/favicon.ico',
    '/_next/static/chunks/a.js',
    '/.well-known/change-password',
    '/.well-known/security.txt',
    '/manifest.webmanifest',
    '/robots.txt',
    '/api/v1',
    '/api/v1/me',
    '/docs/api',
  ])('leaves "%s" open', (path) => expect(isPublicPath(path)).toBe(true))

  test('keeps the dashboard closed', () => {
    expect(isPublicPath(DASHBOARD)).toBe(false)
  })
})

describe('answersAnyHost', () => {
  test.each([
    '/api/health',
    '/api/health/live',
    '/api/health/ready?probe',
    '/api/metrics',
    '/.well-known/jwks.json',
    '/api/v1/openapi.json',
    '/api/v1/status-lists/0',
  ])('allows reading "%s" under any host name, and no other method', (url) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(answersAnyHost(method, url), method).toBe(true)
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'get', undefined]) {
      expect(answersAnyHost(method, url), method).toBe(false)
    }
  })

  test.each([
    '/',
    '/login',
    '/api/healthy',
    '/api/health/x',
    '/api/health/../../login',
    '/api/v1',
    '/api/v1/me',
    '/api/v1/auth/login',
    '/api/v1/status-lists',
    '/api/v1/status-lists/',
    '/api/v1/status-lists/0/x',
    '/api/v1/status-lists/../me',
    '/api/v1/status-lists/%2e%2e',
    '/.well-known/change-password',
    '/.well-known/jwks.json/../change-password',
    '//api/health',
    '',
  ])('keeps "%s" to our own name', (url) => expect(answersAnyHost('GET', url)).toBe(false))
})

describe('a next path that would redirect in a circle', () => {
  test.each(['/login/', '/session/refresh/', '/session/end//', `/${'🔑'.repeat(999)}`])(
    'becomes the dashboard: %s',
    (next) => expect(safeNext(next)).toBe('/dashboard'),
  )
})

describe('safeNext', () => {
  test.each([
    undefined,
    null,
    0,
    1,
    true,
    {},
    [],
    ['/dashboard'],
    new URL('https://evil.example/'),
  ])('is the dashboard for a non-string: %o', (value) => expect(safeNext(value)).toBe(DASHBOARD))

  test('keeps every known open redirect on our own site: raw, encoded once and encoded twice', () => {
    expect(OPEN_REDIRECTS.length).toBeGreaterThan(100)
    for (const payload of OPEN_REDIRECTS) {
      const once = encodeURIComponent(payload)
      const spellings = [payload, once, encodeURIComponent(once), decoded(payload), `/${payload}`]
      for (const spelling of spellings) expectOwn(spelling)
    }
  })

  test('keeps every mix of characters that browsers read oddly on our own site', () => {
    const odd = ['/', '\\', '\t', '\n', '\r', '.', '@', ':', ' ', '%2f', '%5c', '%09', '%2e', '?']
    for (const a of odd) {
      for (const b of odd) {
        for (const c of odd) {
          expectOwn(`/${a}${b}${c}evil.example`)
          expectOwn(`/x${a}${b}${c}/evil.example`)
        }
      }
    }
  })

  test('refuses a path that a browser would read as another origin', () => {
    const tricks = ['//e.co', '/\\e.co', '/\t/e.co', '/\n/e.co', '/\r\\e.co', '/.//e.co']
    const more = [
      '/x/..//e.co',
      '/%2e//e.co',
      '/x/%2E%2e//e.co',
      '/\t\\e.co',
      '///e.co',
      '/./\\e.co',
    ]
    for (const trick of [...tricks, ...more]) expect(safeNext(trick)).toBe(DASHBOARD)
  })

  test('refuses everything but an absolute path of ours', () => {
    for (const text of ['', 'dashboard', './a', '?a=b', '#a', ' /a', 'javascript:alert(1)']) {
      expect(safeNext(text)).toBe(DASHBOARD)
    }
    expect(safeNext(`${ORIGIN}/settings`)).toBe(DASHBOARD)
    expect(safeNext('http://gatehouse.invalid/settings')).toBe(DASHBOARD)
  })

  test('refuses pages that would redirect in a circle', () => {
    for (const page of [LOG_IN, SIGN_UP, REFRESH, END, EVENTS, UNAVAILABLE]) {
      expect(safeNext(page)).toBe(DASHBOARD)
      expect(safeNext(`${page}?next=/settings`)).toBe(DASHBOARD)
      expect(safeNext(`/x/..${page}`)).toBe(DASHBOARD)
      expect(safeNext(`${page}#settings`)).toBe(DASHBOARD)
    }
  })

  test('refuses more than 2000 characters, and accepts 2000', () => {
    expect(safeNext(`/${'a'.repeat(2000)}`)).toBe(DASHBOARD)
    expect(safeNext(`/${'a'.repeat(1999)}`)).toBe(`/${'a'.repeat(1999)}`)
    expect(safeNext(`/${'/'.repeat(10_000)}`)).toBe(DASHBOARD)
  })

  test('answers only characters that are safe in a header', () => {
    for (const text of ['/a\r\nSet-Cookie: x=1', '/ä?ö=ü', '/a\u0000b', '/a?b=\u2028', '/\ud800']) {
      expect(safeNext(text)).toMatch(/^\/[\x21-\x7e]*$/)
    }
  })

  test.each([
    ['/', '/'],
    ['/settings', '/settings'],
    ['/settings?tab=devices&tab=2', '/settings?tab=devices&tab=2'],
    ['/settings#top', '/settings'],
    ['/a/../settings', '/settings'],
    ['/search?q=https://example.com//x', '/search?q=https://example.com//x'],
    ['/a//b', '/a//b'],
    ['/login/help', '/login/help'],
    ['/page?_rsc=1abc', '/page'],
    ['/page?a=1&_rsc=1abc&b=2', '/page?a=1&b=2'],
  ])('takes "%s" as "%s"', (text, path) => {
    expect(safeNext(text)).toBe(path)
    expect(safeNext(path)).toBe(path)
  })
})

describe('withNext', () => {
  test('gives a URL whose query reads back as the same path', () => {
    for (const next of ['/a?b=c&d=e', '/a%2fb', '/a+b?c=%26', '/a?next=/b']) {
      const url = new URL(withNext(LOG_IN, next), ORIGIN)
      expect(url.pathname).toBe(LOG_IN)
      expect([...url.searchParams]).toEqual([['next', next]])
    }
  })
})

/** The answer stays on our own site, whether a browser or the router resolves it. */
function expectOwn(payload: string): void {
  const answer = safeNext(payload)
  expect(answer, JSON.stringify(payload)).toMatch(/^\/(?![/\\])/)
  expect(new URL(answer, ORIGIN).origin, JSON.stringify(payload)).toBe(ORIGIN)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
