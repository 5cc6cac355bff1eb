import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toNumericDate } from '@/lib/base/time'
import { startIssuer, type TestIssuer } from '@/tests/support/issuer'
import { NOW } from '@/tests/support/tokens'
import { answerTo } from './bearer'
import { proofChecker } from './dpop'
import { createVerifier, type Verifier } from './verifier'

const URL_HERE = 'https://orders.example/meters/7?from=today'
const HERE = { method: 'PUT', url: URL_HERE }
const SECONDS = toNumericDate(NOW)

let issuer: TestIssuer
let verifier: Verifier
let key: Awaited<ReturnType<typeof keyPair>>
let token: string

beforeAll(async () => {
  issuer = await startIssuer(NOW)
  key = await keyPair()
  token = issuer.token({ claims: { cnf: { jkt: key.jkt } } })
})
afterAll(() => issuer.stop())
beforeEach(() => (verifier = verifierWith({})))

async function keyPair(alg = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(publicKey)
  return { alg, privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) }
}

function verifierWith(options: Partial<Parameters<typeof createVerifier>[0]>): Verifier {
  return createVerifier({ issuer: issuer.origin, audience: 'orders', now: issuer.now, ...options })
}

interface Changes {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  by?: typeof key
}

let made = 0

/** A good proof for `token` and `HERE`, with these changes. */
async function proofWith({ claims, header, by = key }: Changes = {}): Promise<string> {
  const ath = createHash('sha256').update(token).digest('base64url')
  const htu = 'https://orders.example/meters/7'
  const good = { jti: `proof ${(made += 1)}`, htm: 'PUT', htu, ath, iat: SECONDS }
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: by.alg, typ: 'dpop+jwt', jwk: by.jwk, ...header })
    .sign(by.privateKey)
}

async function verdict(dpop: string | null, more: object = {}): Promise<string> {
  const request = { authorization: `DPoP ${token}`, dpop, ...HERE, ...more }
  return verifier.verifyRequest(request).then(
    () => 'accepted',
    (error: unknown) => (error as { code: string }).code,
  )
}

describe('a bound token', () => {
  test('is accepted with the proof of its key, and says which that is', async () => {
    const request = { authorization: `DPoP ${token}`, dpop: await proofWith(), ...HERE }
    expect((await verifier.verifyRequest(request)).cnf).toEqual({ jkt: key.jkt })
  })

  test('is refused as a Bearer token, which may be a copy', async () => {
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'bound' })
    const dpop = await proofWith()
    expect(await verdict(dpop, { authorization: `Bearer ${token}` })).toBe('bound')
  })

  test.each(['', 'a.b.c', 'a'.repeat(5000)])('is refused with “%.9s” for a proof', async (dpop) => {
    expect(await verdict(dpop)).toBe('invalid-proof')
    expect(await verdict(null)).toBe('invalid-proof')
  })

  test('whose session has ended is refused all the same', async () => {
    issuer.end(5)
    token = issuer.token({ place: 5, claims: { cnf: { jkt: key.jkt } } })
    expect(await verdict(await proofWith())).toBe('revoked')
    token = issuer.token({ claims: { cnf: { jkt: key.jkt } } })
  })

  test.each([{ jkt: 7 }, {}, { 'x5t#S256': 'of a certificate' }, 'bound', null])(
    'in another way, %j, does not pass for an unbound one',
    async (cnf) => {
      const other = issuer.token({ claims: { cnf } })
      await expect(verifier.verify(other)).rejects.toMatchObject({ code: 'malformed' })
    },
  )

  test('needs no proof if it is not bound, and then has none', async () => {
    const authorization = `Bearer ${issuer.token()}`
    expect(await verdict(null, { authorization })).toBe('accepted')
    const odd = { authorization: `DPoP ${issuer.token()}` }
    expect(await verdict(await proofWith(), odd)).toBe('invalid-proof')
    expect(await verdict(null, { authorization: undefined })).toBe('missing')
  })
})

describe('a proof is refused', () => {
  test.each<[string, Changes]>([
    ['for another method', { claims: { htm: 'GET' } }],
    ['for another spelling of the method', { claims: { htm: 'put' } }],
    ['for another path', { claims: { htu: 'https://orders.example/meters/8' } }],
    ['for another host', { claims: { htu: 'https://orders.example.net/meters/7' } }],
    ['for another scheme', { claims: { htu: 'http://orders.example/meters/7' } }],
    ['for no URL', { claims: { htu: 'meters/7' } }],
    ['for another token', { claims: { ath: 'another' } }],
    ['for no token', { claims: { ath: undefined } }],
    ['without a method', { claims: { htm: undefined } }],
    ['without an id', { claims: { jti: undefined } }],
    ['with an endless id', { claims: { jti: 'a'.repeat(257) } }],
    ['that is endless', { claims: { more: 'a'.repeat(4000) } }],
    ['without a time', { claims: { iat: undefined } }],
    ['from more than a minute ago', { claims: { iat: SECONDS - 66 } }],
    ['from later than now', { claims: { iat: SECONDS + 6 } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['without its key', { header: { jwk: undefined } }],
    ['whose key is none', { header: { jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } } }],
    ['whose key is a secret', { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }],
  ])('%s', async (_what, changes) => {
    expect(await verdict(await proofWith(changes))).toBe('invalid-proof')
    expect(await verdict(await proofWith())).toBe('accepted')
  })

  test('of another key, even if it names the right one', async () => {
    const thief = await keyPair()
    expect(await verdict(await proofWith({ by: thief }))).toBe('invalid-proof')
    const forged = await proofWith({ by: thief, header: { jwk: key.jwk } })
    expect(await verdict(forged)).toBe('invalid-proof')
  })

  test('that holds its private key', async () => {
    const whole: JWK = await exportJWK(key.privateKey)
    expect(await verdict(await proofWith({ header: { jwk: whole } }))).toBe('invalid-proof')
  })

  test('that comes twice, at any time while it would be good, and two at once', async () => {
    const dpop = await proofWith()
    expect(await verdict(dpop)).toBe('accepted')
    expect(await verdict(dpop)).toBe('invalid-proof')
    issuer.pass(64)
    expect(await verdict(dpop)).toBe('invalid-proof')
    issuer.pass(-64)
    const other = await proofWith()
    const both = await Promise.all([verdict(other), verdict(other)])
    expect(both.sort()).toEqual(['accepted', 'invalid-proof'])
  })

  test('that another process has seen', async () => {
    const seen = new Set<string>()
    const noteProof = async (id: string) => !seen.has(id) && Boolean(seen.add(id))
    const dpop = await proofWith()
    verifier = verifierWith({ noteProof })
    expect(await verdict(dpop)).toBe('accepted')
    verifier = verifierWith({ noteProof })
    expect(await verdict(dpop)).toBe('invalid-proof')
  })
})

test.each(['https://ORDERS.example:443/meters/7', 'https://orders.example/meters/7?a=b#c'])(
  'a proof for %s is for the same place',
  async (htu) => expect(await verdict(await proofWith({ claims: { htu } }))).toBe('accepted'),
)

test('a proof is accepted for a minute, and as much more as clocks may differ', async () => {
  for (const iat of [SECONDS - 65, SECONDS + 5]) {
    expect(await verdict(await proofWith({ claims: { iat } }))).toBe('accepted')
  }
})

test.each(['EdDSA', 'RS256', 'PS256'])('a key for %s is good', async (alg) => {
  const by = await keyPair(alg)
  token = issuer.token({ claims: { cnf: { jkt: by.jkt } } })
  expect(await verdict(await proofWith({ by }))).toBe('accepted')
  token = issuer.token({ claims: { cnf: { jkt: key.jkt } } })
})

test('a key for another algorithm is not', async () => {
  const by = await keyPair('ES384')
  token = issuer.token({ claims: { cnf: { jkt: by.jkt } } })
  expect(await verdict(await proofWith({ by }))).toBe('invalid-proof')
  token = issuer.token({ claims: { cnf: { jkt: key.jkt } } })
})

test('the answer to a bad proof names what is wrong, and the algorithms', async () => {
  const refusal = await verifier
    .verifyRequest({ authorization: `DPoP ${token}`, dpop: 'a.b.c', ...HERE })
    .catch((error: unknown) => error)
  expect(answerTo(refusal)?.status).toBe(401)
  expect(answerTo(refusal)?.headers['WWW-Authenticate']).toMatch(
    /^DPoP error="invalid_dpop_proof", error_description="[^"]+", algs="ES256 EdDSA Ed25519 RS256 PS256"$/,
  )
})

/** The request of RFC 9449 §7.1, whose access token is opaque. */
describe('the example of the standard', () => {
  const example = {
    token: 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
  }
  const dpop =
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6Ik' +
    'VDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCR' +
    'nMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JE' +
    'QSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIj' +
    'oiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0Z' +
    'WRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNF' +
    'c05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71E' +
    'OptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA'
  const request = {
    authorization: `DPoP ${example.token}`,
    ...{ dpop, method: 'GET', url: 'https://resource.example.org/protectedresource' },
  }
  const now = () => new Date(1_562_262_618_000)

  test('is accepted, once', async () => {
    const check = proofChecker({ now, toleranceSeconds: 5 })
    await check(example, request)
    await expect(check(example, request)).rejects.toMatchObject({ code: 'invalid-proof' })
  })

  test('is refused for another request, token or key', async () => {
    const check = proofChecker({ now, toleranceSeconds: 5 })
    for (const [bound, other] of [
      [example, { ...request, method: 'POST' }],
      [example, { ...request, url: 'https://resource.example.org/' }],
      [{ ...example, token: 'another' }, request],
      [{ ...example, jkt: key.jkt }, request],
    ] as const) {
      await expect(check(bound, other)).rejects.toMatchObject({ code: 'invalid-proof' })
    }
  })
})
