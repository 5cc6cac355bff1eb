import { describe, expect, test } from 'vitest'
import {
  accessToken,
  encode,
  forge,
  forgingKey,
  hmacKey,
  ISSUER,
  NOW,
  partsOf,
  withTrailingBits,
  type Json,
} from '@/tests/support/tokens'
import { addSeconds, DAY, toNumericDate } from '@/lib/base/time'
import { Unavailable } from '@/lib/base/unavailable'
import {
  refreshAudience,
  refreshTokenId,
  signRefreshToken,
  verifyRefreshToken,
  type RefreshKey,
  type RefreshSource,
} from './refresh'

const KEY: RefreshKey = { id: 3, secret: new Uint8Array(32).fill(7) }
const OTHER: RefreshKey = { id: 4, secret: new Uint8Array(32).fill(8) }
const RULES = { issuer: ISSUER, kind: 'web' } as const
const INVALID = { ok: false, reason: 'invalid' }
const EXPIRED = { ok: false, reason: 'expired' }

const ROW: RefreshSource = {
  id: 'ses_1',
  userId: 'usr_ada',
  kind: 'web',
  generation: 5,
  rotatedAt: NOW,
  idleExpiresAt: addSeconds(NOW, 14 * DAY),
}

const own = hmacKey(String(KEY.id), KEY.secret)

describe('signRefreshToken', () => {
  test('gives the same bytes for the same row, whatever its other columns and the clock say', async () => {
    const first = await signRefreshToken(ROW, KEY, ISSUER)
    const sameSecond = { ...ROW, rotatedAt: new Date(NOW.getTime() + 999) }
    const wholeRow = { ...ROW, lastSeenAt: new Date(), confirmedGeneration: 5, browser: 'Chrome' }
    for (const row of [{ ...ROW }, sameSecond, wholeRow]) {
      expect(await signRefreshToken(row, { ...KEY }, ISSUER)).toBe(first)
    }
    // Pinned, to notice a change of library or order, which would end sessions.
    expect(first).toMatch(/^eyJhbGciOiJIUzI1NiIsInR5cCI6InJ0K2p3dCIsImtpZCI6IjMifQ\./)
    expect(JSON.parse(Buffer.from(partsOf(first)[1], 'base64url').toString())).toEqual({
      ...refreshClaims(),
      jti: await refreshTokenId('ses_1', 5, KEY),
    })
  })

  test('gives another token for any other row, key or issuer', async () => {
    const rows: Partial<RefreshSource>[] = [
      { id: 'ses_2' },
      { userId: 'usr_bob' },
      { kind: 'device' },
      { generation: 6 },
      { rotatedAt: addSeconds(NOW, 1) },
      { idleExpiresAt: addSeconds(ROW.idleExpiresAt, 1) },
    ]
    const tokens = [
      await signRefreshToken(ROW, KEY, ISSUER),
      ...(await Promise.all(rows.map((row) => signRefreshToken({ ...ROW, ...row }, KEY, ISSUER)))),
      await signRefreshToken(ROW, OTHER, ISSUER),
      await signRefreshToken(ROW, { ...OTHER, id: KEY.id }, ISSUER),
      await signRefreshToken(ROW, KEY, `${ISSUER}:8443`),
    ]
    expect(new Set(tokens).size).toBe(tokens.length)
  })
})

describe('refreshTokenId', () => {
  test('differs for each session, generation and key', async () => {
    const ids = await Promise.all([
      refreshTokenId('ses_1', 1, KEY),
      refreshTokenId('ses_1', 11, KEY),
      refreshTokenId('ses_11', 1, KEY),
      refreshTokenId('ses_2', 1, KEY),
      refreshTokenId('ses_1', 1, OTHER),
    ])
    expect(new Set(ids).size).toBe(ids.length)
    expect(await refreshTokenId('ses_1', 1, KEY)).toBe(ids[0])
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})

describe('verifyRefreshToken', () => {
  test('refuses a token without one of its claims', async () => {
    for (const name of Object.keys(refreshClaims())) {
      expect(await verify(refreshToken({ [name]: undefined })), name).toEqual(INVALID)
    }
  })

  test('refuses a claim of the wrong type, even with a valid signature', async () => {
    const notText = [1, null, true, [], {}, ['x'], '', 'x'.repeat(129)]
    const notNumber = ['1', null, true, [], {}, 1.5, -1, 2 ** 53, Number.MAX_VALUE]
    const wrong: Record<string, unknown[]> = {
      iss: notText,
      aud: [...notText, [refreshAudience(ISSUER, 'web')]],
      sub: notText,
      sid: notText,
      jti: notText,
      gen: notNumber,
      iat: notNumber,
      exp: notNumber,
    }
    expect(Object.keys(wrong).sort()).toEqual(Object.keys(refreshClaims()).sort())
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const label = `${name}: ${JSON.stringify(value)}`
        expect(await verify(refreshToken({ [name]: value })), label).toEqual(INVALID)
      }
    }
  })

  test('leaves out a claim it does not know, as a newer version may sign one', async () => {
    for (const name of ['client_id', 'roles', 'ver', 'email', 'constructor']) {
      const verified = await verify(refreshToken({ [name]: 0 }))
      expect(verified.ok && Object.keys(verified.claims).sort(), name).toEqual(
        Object.keys(refreshClaims()).sort(),
      )
    }
    const planted = JSON.stringify(refreshClaims()).replace('{', '{"__proto__":{"gen":9},')
    const verified = await verify(forge(own, header(), planted))
    expect(verified.ok && verified.claims.gen).toBe(refreshClaims().gen)
  })

  test('refuses another issuer or audience', async () => {
    for (const iss of ['https://evil.example', `${ISSUER}/`, ISSUER.toUpperCase()]) {
      expect(await verify(refreshToken({ iss }))).toEqual(INVALID)
    }
    const device = refreshAudience(ISSUER, 'device')
    for (const aud of [ISSUER, `${ISSUER}/api`, `${ISSUER}/session/refresh/`, device]) {
      expect(await verify(refreshToken({ aud }))).toEqual(INVALID)
    }
  })

  test('refuses a device token from a browser, and a browser token at the API', async () => {
    const ofDevice = await signRefreshToken({ ...ROW, kind: 'device' }, KEY, ISSUER)
    expect(await verify(ofDevice)).toEqual(INVALID)
    const atApi = { issuer: ISSUER, kind: 'device' } as const
    expect(await verify(refreshToken(), NOW, atApi)).toEqual(INVALID)
    expect(await verify(ofDevice, NOW, atApi)).toMatchObject({ ok: true })
  })

  test('refuses any other type of token, even under its own key', async () => {
    for (const typ of ['at+jwt', 'JWT', 'RT+JWT', 'application/rt+jwt', '', undefined, null, 1]) {
      expect(await verify(refreshToken({}, { typ })), String(typ)).toEqual(INVALID)
    }
    const access = await forgingKey('ES256', String(KEY.id))
    expect(await verify(accessToken(access))).toEqual(INVALID)
    expect(await verify(accessToken(own))).toEqual(INVALID)
  })

  test('refuses every algorithm but its own', async () => {
    for (const alg of ['none', 'None', '', 'HS384', 'HS512', 'hs256', 'ES256', undefined]) {
      expect(await verify(refreshToken({}, { alg })), String(alg)).toEqual(INVALID)
    }
    for (const name of ['ES256', 'EdDSA', 'RS256'] as const) {
      const attacker = await forgingKey(name, String(KEY.id))
      const token = forge(attacker, header({ alg: name }), refreshClaims())
      expect(await verify(token)).toEqual(INVALID)
    }
  })

  test('refuses a key id that is not the number of a key', async () => {
    const odd = [
      '',
      '-3',
      '+3',
      '3.0',
      '3e0',
      '0x3',
      ' 3',
      '3 ',
      '٣',
      '1234567890',
      'key-3',
      '__proto__',
    ]
    for (const kid of [...odd, 3, null, undefined, [], {}, '../3']) {
      expect(await verify(refreshToken({}, { kid })), String(kid)).toEqual(INVALID)
    }
    for (const kid of ['0', '5', '999999999']) {
      expect(await verify(refreshToken({}, { kid })), kid).toEqual(INVALID)
    }
  })

  test('refuses a signature by another key, even one of ours', async () => {
    const wrong = [OTHER.secret, new Uint8Array(0), new Uint8Array(32), Buffer.from('secret')]
    for (const secret of wrong) {
      const token = forge(hmacKey('3', secret), header(), refreshClaims())
      expect(await verify(token)).toEqual(INVALID)
    }
    const mixed = [partsOf(refreshToken({ gen: 6 })).slice(0, 2), partsOf(refreshToken())[2]]
    expect(await verify(mixed.flat().join('.'))).toEqual(INVALID)
  })

  test('refuses every other spelling of a valid token', async () => {
    const token = refreshToken()
    const [head, payload, signature] = partsOf(token)
    const twin = withTrailingBits(signature) ?? ''
    const spellings = [`${token} `, `\n${token}`, `${token}=`, `${token}.`, `${head}.${payload}.`]
    for (const spelling of [...spellings, `${head}.${payload}.${twin}`, `${head}.${payload}`, '']) {
      expect(await verify(spelling)).toEqual(INVALID)
    }
    const parts = { protected: head, payload, signature }
    expect(await verify(JSON.stringify(parts))).toEqual(INVALID)
    expect(await verify(`${encode(header({ crit: ['x'] }))}.${payload}.${signature}`)).toEqual(
      INVALID,
    )
    expect(await verify(refreshToken({}, { crit: ['x'], x: 1 }))).toEqual(INVALID)
  })

  test('passes on an outage of the keys, and calls no token invalid for it', async () => {
    const outage = async () => Promise.reject(new Unavailable('The database'))
    await expect(verifyRefreshToken(refreshToken(), outage, RULES, NOW)).rejects.toThrow(
      Unavailable,
    )
  })

  test('treats a token as expired from `exp`, to the millisecond and without tolerance', async () => {
    const end = ROW.idleExpiresAt
    expect(await verify(refreshToken(), end)).toEqual(EXPIRED)
    expect(await verify(refreshToken(), addSeconds(end, 86_400))).toEqual(EXPIRED)
    expect(await verify(refreshToken(), new Date(end.getTime() - 1))).toMatchObject({ ok: true })
  })

  test('calls an invalid token invalid, even when it has also expired', async () => {
    const late = addSeconds(ROW.idleExpiresAt, 1)
    for (const token of [
      refreshToken({ sub: 1 }),
      refreshToken({ aud: ISSUER }),
      `${refreshToken()}A`,
    ]) {
      expect(await verify(token, late)).toEqual(INVALID)
    }
  })

  test('accepts a token from the future, as after a clock was set back', async () => {
    expect(await verify(refreshToken(), addSeconds(NOW, -30 * DAY))).toMatchObject({ ok: true })
  })

  test('accepts a token signed for a row, and returns its claims and the id of its key', async () => {
    for (const key of [KEY, OTHER]) {
      const token = await signRefreshToken(ROW, key, ISSUER)
      const jti = await refreshTokenId(ROW.id, ROW.generation, key)
      const claims = { ...refreshClaims(), jti }
      expect(await verify(token)).toEqual({ ok: true, claims, keyId: key.id })
    }
  })
})

describe('refreshAudience', () => {
  test('differs for browsers and devices', () => {
    expect(refreshAudience(ISSUER, 'web')).toBe(`${ISSUER}/session/refresh`)
    expect(refreshAudience(ISSUER, 'device')).toBe(`${ISSUER}/api/v1/auth/refresh`)
  })
})

function verify(
  token: string,
  now = NOW,
  rules: { issuer: string; kind: 'web' | 'device' } = RULES,
) {
  const keys = [KEY, OTHER]
  return verifyRefreshToken(token, async (id) => keys.find((k) => k.id === id) ?? null, rules, now)
}

function header(changes: Json = {}): Json {
  return { alg: 'HS256', typ: 'rt+jwt', kid: String(KEY.id), ...changes }
}

function refreshClaims(changes: Json = {}): Json {
  return {
    iss: ISSUER,
    aud: `${ISSUER}/session/refresh`,
    sub: 'usr_ada',
    sid: 'ses_1',
    gen: 5,
    jti: 'any',
    iat: toNumericDate(NOW),
    exp: toNumericDate(ROW.idleExpiresAt),
    ...changes,
  }
}

function refreshToken(claims: Json = {}, changes: Json = {}): string {
  return forge(own, header(changes), refreshClaims(claims))
}
