import { describe, expect, test } from 'vitest'
import { givenSettings } from '@/tests/support/settings'
import {
  accessClaims,
  accessHeader,
  accessToken,
  forge,
  forgingKey,
  ISSUER,
  NOW,
  RULES,
  type Json,
} from '@/tests/support/tokens'
import { addSeconds, toNumericDate } from '@/lib/base/time'
import { Unavailable } from '@/lib/base/unavailable'
import { accessRules, signAccessToken, verifyAccessToken, type AccessRules } from './access'
import { accessClaims as accessClaimsSchema } from './claims'
import { readHeader } from './compact'

const key = await forgingKey('ES256')
const ISSUED = toNumericDate(NOW)
const INVALID = { ok: false, reason: 'invalid' }
const EXPIRED = { ok: false, reason: 'expired' }

describe('verifyAccessToken', () => {
  test('refuses a token without one of its claims', async () => {
    for (const name of Object.keys(accessClaims())) {
      expect(await verify(accessToken(key, { [name]: undefined })), name).toEqual(INVALID)
    }
  })

  test('refuses a claim of the wrong type, even with a valid signature', async () => {
    const notText = [1, null, true, [], {}, ['x'], '', 'x'.repeat(129)]
    const notNumber = ['1', null, true, false, [], {}, [1], ISSUED + 0.5, Number.MAX_VALUE, 2 ** 53]
    const notList = ['admin', null, 1, {}, [1], [null], [['x']], [{}]]
    const wrong: Record<string, unknown[]> = {
      iss: notText,
      aud: [1, null, true, [], {}, [1, ISSUER], [ISSUER, null], [[ISSUER]], ''],
      sub: notText,
      sid: notText,
      jti: notText,
      client_id: [...notText, 'Web', 'service'],
      iat: [...notNumber, -1],
      nbf: [...notNumber, -1],
      exp: [...notNumber, -1],
      auth_time: [...notNumber, -1],
      ver: [...notNumber, -1],
      gen: [...notNumber, -1],
      roles: notList,
      permissions: notList,
    }
    expect(Object.keys(wrong).sort()).toEqual(Object.keys(accessClaims()).sort())
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const { ok } = await verify(accessToken(key, { [name]: value }))
        expect(ok, `${name}: ${JSON.stringify(value)}`).toBe(false)
      }
    }
  })

  test('refuses an exp that is not a valid time, which jose alone would accept', async () => {
    for (const exp of ['1e308', '1E+400', '-0.5', '9007199254740993']) {
      const json = JSON.stringify(accessClaims()).replace(/"exp":\d+/, `"exp":${exp}`)
      const { ok } = await verify(forge(key, accessHeader(key), json))
      expect(ok, exp).toBe(false)
    }
  })

  test('leaves out a claim it does not know, as a newer version may sign one', async () => {
    for (const name of ['email', 'scope', 'role', 'admin', 'nonce', 'act', 'constructor']) {
      for (const value of ['admin', true, null, 1, []]) {
        const verified = await verify(accessToken(key, { [name]: value }))
        expect(verified, name).toMatchObject({ ok: true })
        expect(verified.ok && Object.keys(verified.claims).sort(), name).toEqual(
          Object.keys(accessClaims()).sort(),
        )
      }
    }
  })

  test('refuses a status that is not one', async () => {
    for (const status of ['admin', true, null, 1, [], {}, { status_list: { idx: -1, uri: 'x' } }]) {
      expect(await verify(accessToken(key, { status })), JSON.stringify(status)).toEqual(INVALID)
    }
  })

  test('accepts a token without amr and acr, as an earlier version signs it, and no other type of them', async () => {
    expect(await verify(accessToken(key))).toMatchObject({ ok: true })
    const proof = { amr: ['pwd'], acr: 'urn:gatehouse:1' }
    expect(await verify(accessToken(key, proof))).toMatchObject({ ok: true, claims: proof })
    for (const wrong of [{ amr: 'pwd' }, { amr: [1] }, { amr: null }, { acr: 1 }, { acr: null }]) {
      expect(await verify(accessToken(key, wrong)), JSON.stringify(wrong)).toEqual(INVALID)
    }
  })

  test('takes no claim from a planted prototype', async () => {
    const json = JSON.stringify(accessClaims({ roles: undefined }))
    const planted = json.replace('{', '{"__proto__":{"roles":["admin"]},')
    expect(await verify(forge(key, accessHeader(key), planted))).toEqual(INVALID)
    const besides = JSON.stringify(accessClaims()).replace('{', '{"__proto__":{"admin":true},')
    const verified = await verify(forge(key, accessHeader(key), besides))
    expect(verified).toMatchObject({ ok: true })
    expect(verified.ok && 'admin' in verified.claims).toBe(false)
  })

  test('refuses a payload that is not a JSON object', async () => {
    for (const payload of ['', 'null', '1', '"x"', '[]', '{', 'x', '[{}]', '{}{}']) {
      const token = forge(key, accessHeader(key), payload)
      expect(await verify(token), payload).toEqual(INVALID)
    }
  })

  test('refuses another issuer, however similar', async () => {
    const others = [
      'https://evil.example',
      `${ISSUER}/`,
      ISSUER.toUpperCase(),
      `${ISSUER}:443`,
      ' ',
    ]
    for (const iss of [...others, [ISSUER], ISSUER.replace('https', 'http'), ISSUER.slice(0, -1)]) {
      expect(await verify(accessToken(key, { iss }))).toEqual(INVALID)
    }
  })

  test('refuses another audience, however similar', async () => {
    const others = [`${ISSUER}/`, `${ISSUER}/api`, `${ISSUER}/session/refresh`, 'billing', '*']
    for (const aud of [...others, ISSUER.toUpperCase(), ISSUER.replace('https', 'http')]) {
      expect(await verify(accessToken(key, { aud }))).toEqual(INVALID)
      expect(await verify(accessToken(key, { aud: [aud, 'another'] }))).toEqual(INVALID)
    }
  })

  test('refuses any other type of token', async () => {
    const types = [
      'rt+jwt',
      'JWT',
      'jwt',
      'AT+JWT',
      'at+JWT',
      'application/at+jwt',
      'at',
      '',
      ' at+jwt',
    ]
    for (const typ of [...types, 'at+jwt ', 'at+jwt;v=1', null, undefined, 1, ['at+jwt']]) {
      expect(await verify(accessToken(key, {}, { typ })), String(typ)).toEqual(INVALID)
    }
  })

  test('refuses a browser token as a device token, and vice versa', async () => {
    const device: AccessRules = { ...RULES, audience: `${ISSUER}/api`, clientId: 'device' }
    const both = [ISSUER, `${ISSUER}/api`]
    const ofDevice = accessToken(key, { aud: `${ISSUER}/api`, client_id: 'device' })
    expect(await verify(accessToken(key), { rules: device })).toEqual(INVALID)
    expect(await verify(ofDevice)).toEqual(INVALID)
    // The audience alone would not tell these apart.
    expect(await verify(accessToken(key, { aud: both }), { rules: device })).toEqual(INVALID)
    expect(await verify(accessToken(key, { aud: both, client_id: 'device' }))).toEqual(INVALID)
    expect(await verify(ofDevice, { rules: device })).toMatchObject({ ok: true })
  })

  test('treats a token as expired from `exp` plus the tolerance, to the second', async () => {
    const token = accessToken(key)
    for (const tolerance of [0, 5]) {
      const rules = { ...RULES, toleranceSeconds: tolerance }
      const end = addSeconds(NOW, 600 + tolerance)
      expect(await verify(token, { rules, now: addSeconds(end, 1) })).toEqual(EXPIRED)
      expect(await verify(token, { rules, now: end })).toEqual(EXPIRED)
      const last = new Date(end.getTime() - 1)
      expect(await verify(token, { rules, now: last })).toMatchObject({ ok: true })
    }
  })

  test('treats a token as expired before `nbf` minus the tolerance', async () => {
    const token = accessToken(key, { iat: ISSUED - 300, exp: ISSUED + 300 })
    expect(await verify(token, { now: addSeconds(NOW, -6) })).toEqual(EXPIRED)
    expect(await verify(token, { now: addSeconds(NOW, -5) })).toMatchObject({ ok: true })
    const strict = { ...RULES, toleranceSeconds: 0 }
    expect(await verify(token, { rules: strict, now: addSeconds(NOW, -1) })).toEqual(EXPIRED)
    expect(await verify(token, { rules: strict, now: NOW })).toMatchObject({ ok: true })
  })

  test('treats a token as expired when `iat` is in the future, even if `nbf` is not', async () => {
    const token = accessToken(key, { nbf: ISSUED - 300 })
    expect(await verify(token, { now: addSeconds(NOW, -6) })).toEqual(EXPIRED)
    expect(await verify(token, { now: addSeconds(NOW, -5) })).toMatchObject({ ok: true })
  })

  test('treats a token as expired when it claims a longer life than is configured', async () => {
    for (const exp of [ISSUED + 601, ISSUED + 86_400, Number.MAX_SAFE_INTEGER]) {
      expect(await verify(accessToken(key, { exp }))).toEqual({ ok: false, reason: 'expired' })
    }
    expect(await verify(accessToken(key, { iat: 0 }))).toEqual({ ok: false, reason: 'expired' })
    expect(await verify(accessToken(key, { exp: ISSUED + 600 }))).toMatchObject({ ok: true })
    const shorter = { ...RULES, lifetimeSeconds: 599 }
    expect(await verify(accessToken(key), { rules: shorter })).toEqual({
      ok: false,
      reason: 'expired',
    })
  })

  test('returns unknown-key when the key is not known', async () => {
    const reason = { ok: false, reason: 'unknown-key' }
    expect(await verifyAccessToken(accessToken(key), async () => null, RULES, NOW)).toEqual(reason)
    for (const kid of ['__proto__', 'constructor', 'key-2', 'KEY-1', 'key-']) {
      expect(await verify(accessToken(key, {}, { kid })), kid).toEqual(reason)
    }
  })

  test('passes on an outage of the keys, and calls no token invalid for it', async () => {
    const outage = async () => Promise.reject(new Unavailable('The database'))
    const verification = verifyAccessToken(accessToken(key), outage, RULES, NOW)
    await expect(verification).rejects.toThrow(Unavailable)
  })

  test('asks for no key when the text is not spelt like an access token', async () => {
    const asked: string[] = []
    const listen = async (id: string) => {
      asked.push(id)
      return null
    }
    for (const token of [
      '',
      'a.b.c',
      `${accessToken(key)} `,
      accessToken(key, {}, { typ: 'JWT' }),
    ]) {
      expect(await verifyAccessToken(token, listen, RULES, NOW)).toEqual(INVALID)
    }
    expect(asked).toEqual([])
  })

  test('accepts a token with several audiences when one of them is ours', async () => {
    const result = await verify(accessToken(key, { aud: ['billing', ISSUER] }))
    expect(result).toMatchObject({ ok: true, claims: { aud: ['billing', ISSUER] } })
  })

  test.each(['ES256', 'EdDSA', 'RS256', 'HS256'] as const)('accepts %s tokens', async (name) => {
    const own = await forgingKey(name, `${name}-key`)
    const claims = accessClaimsSchema.parse(accessClaims({ roles: ['admin'], gen: 7 }))
    const token = await signAccessToken(claims, own.signing)
    expect(readHeader(token)).toEqual({ alg: name, typ: 'at+jwt', kid: own.id })
    expect(await verify(token, { keys: [own.verifying] })).toEqual({
      ok: true,
      claims,
      keyId: own.id,
    })
    expect(await verify(forge(own, accessHeader(own), claims), { keys: [own.verifying] })).toEqual({
      ok: true,
      claims,
      keyId: own.id,
    })
  })
})

describe('signAccessToken', () => {
  test('writes exactly the given claims, and nothing personal', async () => {
    const claims = accessClaimsSchema.parse(accessClaims())
    const [, payload = ''] = (await signAccessToken(claims, key.signing)).split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json).toEqual(claims)
  })
})

describe('accessRules', () => {
  const settings = givenSettings({
    APP_ORIGIN: ISSUER,
    ACCESS_TOKEN_TTL: '7m',
    CLOCK_TOLERANCE: '3s',
  })

  test('gives browsers and devices different audiences', () => {
    const shared = { issuer: ISSUER, lifetimeSeconds: 420, toleranceSeconds: 3 }
    const web = { ...shared, audience: ISSUER, clientId: 'web' }
    expect(accessRules(settings, 'web')).toEqual(web)
    const device = { ...shared, audience: `${ISSUER}/api`, clientId: 'device' }
    expect(accessRules(settings, 'device')).toEqual(device)
  })
})

function verify(token: string, { now = NOW, rules = RULES, keys = [key.verifying] } = {}) {
  return verifyAccessToken(token, async (id) => keys.find((k) => k.id === id) ?? null, rules, now)
}
