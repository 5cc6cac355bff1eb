import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { cookieName, deletedCookie, deviceCookie, readCookie, sessionCookie } from './cookies'
import type { SessionCookieKind } from './cookies'

const HTTPS = { isHttps: true, appUrl: new URL('https://accounts.example.com') }
const HTTP = { isHttps: false, appUrl: new URL('http://localhost:3001') }
const KINDS: SessionCookieKind[] = ['access', 'refresh']
const EMPTY = new Map<string, { value: string }>()

const given = (maxAge: number | null) => ({ value: 'token', maxAge })

describe('sessionCookie', () => {
  test('is bound to this host on https, and hidden from scripts', () => {
    expect(sessionCookie('access', given(600), EMPTY, HTTPS)).toEqual({
      name: '__Host-gh_access',
      value: 'token',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      path: '/',
      maxAge: 600,
    })
  })

  test('is SameSite=Strict for the refresh token', () => {
    expect(sessionCookie('refresh', given(600), EMPTY, HTTPS).sameSite).toBe('strict')
  })

  test('never names a domain', () => {
    for (const kind of KINDS) {
      expect(sessionCookie(kind, given(1), EMPTY, HTTPS)).not.toHaveProperty('domain')
    }
  })

  test('has neither prefix nor Secure on http, where a browser would refuse them', () => {
    expect(sessionCookie('access', given(600), EMPTY, HTTP)).toMatchObject({
      name: 'gh_access',
      secure: false,
      httpOnly: true,
      sameSite: 'lax',
    })
  })

  test('lasts until the browser closes when it has no age', () => {
    expect(sessionCookie('refresh', given(null), EMPTY, HTTPS)).not.toHaveProperty('maxAge')
    expect(sessionCookie('refresh', given(0), EMPTY, HTTPS)).toHaveProperty('maxAge', 0)
  })
})

describe('deviceCookie', () => {
  test('lasts 400 days, is bound to this host on https, and hidden from scripts', () => {
    const common = { value: 's', httpOnly: true, sameSite: 'lax', path: '/', maxAge: 34_560_000 }
    const secure = { ...common, name: '__Host-gh_device', secure: true }
    expect(deviceCookie('s', EMPTY, HTTPS)).toEqual(secure)
    expect(deviceCookie('s', EMPTY, HTTP)).toEqual({ ...common, name: 'gh_device', secure: false })
  })
})

describe('deletedCookie', () => {
  test('repeats every attribute of the cookie it deletes', () => {
    for (const settings of [HTTPS, HTTP]) {
      for (const kind of KINDS) {
        const set = sessionCookie(kind, given(600), EMPTY, settings)
        expect(deletedCookie(kind, EMPTY, settings)).toEqual({ ...set, value: '', maxAge: 0 })
      }
    }
  })
})

describe('cookieName', () => {
  test('differs by kind and by scheme', () => {
    const names = [HTTPS, HTTP].flatMap((s) => KINDS.map((kind) => cookieName(kind, s)))
    expect(names).toEqual(['__Host-gh_access', '__Host-gh_refresh', 'gh_access', 'gh_refresh'])
  })
})

describe('beside another installation on a port of the same host', () => {
  const own = 'http://localhost:3001'
  const neighbour = 'http://localhost:3000'

  test.each(KINDS)('the other’s %s cookie is not read, replaced or deleted', async (kind) => {
    const theirs = await tokenOf(neighbour)
    const jar = new Map([[`gh_${kind}`, { value: theirs }]])
    expect(readCookie(kind, jar, HTTP)).toBeNull()
    const ours = sessionCookie(kind, given(1), jar, HTTP)
    expect(ours.name).toBe(`gh_${kind}_3001`)
    expect(deletedCookie(kind, jar, HTTP).name).toBe(ours.name)
    jar.set(ours.name, ours)
    expect(readCookie(kind, jar, HTTP)).toBe('token')
    const first = { ...HTTP, appUrl: new URL(neighbour) }
    expect(readCookie(kind, jar, first)).toBe(theirs)
    expect(sessionCookie(kind, given(1), jar, first).name).toBe(`gh_${kind}`)
  })

  test('both share the device cookie, which names neither of them', () => {
    const jar = new Map([['gh_device', { value: 'secret of this browser' }]])
    expect(readCookie('device', jar, HTTP)).toBe('secret of this browser')
    expect(deviceCookie('secret of this browser', jar, HTTP).name).toBe('gh_device')
  })

  test('a session keeps the cookie name that it began with', () => {
    const jar = new Map([['gh_refresh_3001', { value: 'ours' }]])
    expect(readCookie('refresh', jar, HTTP)).toBe('ours')
    expect(sessionCookie('refresh', given(1), jar, HTTP).name).toBe('gh_refresh_3001')
    expect(deletedCookie('refresh', jar, HTTP).name).toBe('gh_refresh_3001')
    jar.set('gh_refresh_3001', { value: '' })
    expect(sessionCookie('refresh', given(1), jar, HTTP).name).toBe('gh_refresh')
  })

  test('a cookie name includes the default port of https', async () => {
    const jar = new Map([
      ['__Host-gh_access', { value: await tokenOf('https://accounts.example.com:8443') }],
    ])
    expect(sessionCookie('access', given(1), jar, HTTPS).name).toBe('__Host-gh_access_443')
  })

  test.each([
    ['of our own', async () => tokenOf(own)],
    [
      'of another host, whose cookies no browser sends here',
      async () => tokenOf('http://evil.example'),
    ],
    ['without an issuer', async () => tokenOf('')],
    ['that is garbage', async () => 'garbage'],
  ])('a token %s does not reserve the cookie name', async (_name, token) => {
    const value = await token()
    const jar = new Map([['gh_access', { value }]])
    expect(readCookie('access', jar, HTTP)).toBe(value)
    expect(deletedCookie('access', jar, HTTP).name).toBe('gh_access')
  })
})

async function tokenOf(issuer: string): Promise<string> {
  return new SignJWT({ iss: issuer })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: '1' })
    .sign(new Uint8Array(32))
}
