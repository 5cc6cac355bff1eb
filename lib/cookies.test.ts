import { describe, expect, it } from 'vitest'
import { cookieName, deletedCookie, sessionCookie, type SessionCookieKind } from './cookies'

const HTTPS = { isHttps: true }
const HTTP = { isHttps: false }
const KINDS: SessionCookieKind[] = ['access', 'refresh']

describe('sessionCookie', () => {
  it('is bound to this very host on https, and kept from scripts', () => {
    expect(sessionCookie('access', 'token', 600, HTTPS)).toEqual({
      name: '__Host-gh_access',
      value: 'token',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      path: '/',
      maxAge: 600,
    })
  })

  it('sends the refresh token to our own pages alone', () => {
    expect(sessionCookie('refresh', 'token', 600, HTTPS).sameSite).toBe('strict')
  })

  it('never names a domain', () => {
    for (const kind of KINDS) {
      expect(sessionCookie(kind, 'token', 1, HTTPS)).not.toHaveProperty('domain')
    }
  })

  it('claims nothing on http that a browser would refuse', () => {
    expect(sessionCookie('access', 'token', 600, HTTP)).toMatchObject({
      name: 'gh_access',
      secure: false,
      httpOnly: true,
      sameSite: 'lax',
    })
  })

  it('goes with the browser when no age is given', () => {
    expect(sessionCookie('refresh', 'token', null, HTTPS)).not.toHaveProperty('maxAge')
    expect(sessionCookie('refresh', 'token', 0, HTTPS)).toHaveProperty('maxAge', 0)
  })
})

describe('deletedCookie', () => {
  it('repeats every attribute of the cookie it deletes', () => {
    for (const settings of [HTTPS, HTTP]) {
      for (const kind of KINDS) {
        const set = sessionCookie(kind, 'token', 600, settings)
        expect(deletedCookie(kind, settings)).toEqual({ ...set, value: '', maxAge: 0 })
      }
    }
  })
})

describe('cookieName', () => {
  it('tells the two kinds and the two schemes apart', () => {
    const names = [HTTPS, HTTP].flatMap((s) => KINDS.map((kind) => cookieName(kind, s)))
    expect(names).toEqual(['__Host-gh_access', '__Host-gh_refresh', 'gh_access', 'gh_refresh'])
  })
})
