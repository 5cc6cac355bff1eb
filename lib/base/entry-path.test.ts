import { describe, expect, test } from 'vitest'
import { accessToken, forge, forgingKey, hmacKey } from '@/tests/support/tokens'
import { entryPath } from './entry-path'

const LOG_IN = '/login?next=%2Fsettings%3Ftab%3D1'
const REFRESH = '/session/refresh?next=%2Fsettings%3Ftab%3D1'
const NEXT = '/settings?tab=1'

const refreshToken = forge(
  hmacKey('1', new Uint8Array(32)),
  { alg: 'HS256', typ: 'rt+jwt', kid: '1' },
  { any: 'claims' },
)

describe('entryPath', () => {
  test('is the log-in page for a visitor of our own site without a refresh token', () => {
    for (const secFetchSite of [null, '', 'none', 'same-origin', 'same-site', 'CROSS-SITE']) {
      expect(entryPath(NEXT, { refreshToken: null, secFetchSite })).toBe(LOG_IN)
    }
  })

  test('is the log-in page for a client with a malformed refresh token', async () => {
    const access = accessToken(await forgingKey('ES256'))
    for (const token of ['', 'x', 'a.b.c', access, `${refreshToken}=`, `${refreshToken}A`]) {
      for (const secFetchSite of [null, 'cross-site', 'same-origin']) {
        expect(entryPath(NEXT, { refreshToken: token, secFetchSite })).toBe(LOG_IN)
      }
    }
  })

  test('is the refresh page after a link on another site, since Strict cookies were not sent', () => {
    expect(entryPath(NEXT, { refreshToken: null, secFetchSite: 'cross-site' })).toBe(REFRESH)
  })

  test('is the refresh page for a client with a refresh token', () => {
    for (const secFetchSite of [null, 'none', 'same-origin', 'cross-site']) {
      expect(entryPath(NEXT, { refreshToken, secFetchSite })).toBe(REFRESH)
    }
  })
})
