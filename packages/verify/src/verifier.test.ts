import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIST_TTL, startIssuer, type TestIssuer } from '@/tests/support/issuer'
import {
  accessHeader,
  encode,
  forgingKey,
  hmacKey,
  NOW,
  partsOf,
  withTrailingBits,
  type Json,
} from '@/tests/support/tokens'
import { toNumericDate } from '@/lib/base/time'
import { answerTo } from './bearer'
import { TokenRefused, type RefusalCode } from './errors'
import { createVerifier, type Verifier, type VerifierOptions } from './verifier'

const ISSUED = toNumericDate(NOW)
const TOLERANCE = 5

let issuer: TestIssuer
let verifier: Verifier

beforeAll(async () => {
  issuer = await startIssuer(NOW)
  verifier = verifierFor()
})

afterAll(() => issuer.stop())

describe('verify refuses', () => {
  test('a request without a token', async () => {
    await expectRefusal(null, 'missing')
  })

  test('a token that claims to be unsigned', async () => {
    const [, payload, signature] = partsOf(issuer.token())
    for (const alg of ['none', 'None', 'NONE', '', undefined, null]) {
      const data = `${encode(accessHeader(issuer.key, { alg }))}.${payload}`
      for (const end of ['', '.', '.AA', `.${signature}`]) {
        await expectRefusal(`${data}${end}`, 'malformed')
      }
    }
  })

  test('HMAC with the public key as its secret', async () => {
    const { publicKey, id } = issuer.key
    const spellings = [
      publicKey?.export({ type: 'spki', format: 'pem' }),
      publicKey?.export({ type: 'spki', format: 'der' }),
      JSON.stringify(publicKey?.export({ format: 'jwk' })),
      id,
    ]
    for (const secret of spellings) {
      const key = hmacKey(id, Buffer.from(secret ?? ''))
      await expectRefusal(issuer.token({ key }), 'malformed')
      await expectRefusal(issuer.token({ key, header: { alg: 'ES256' } }), 'malformed')
    }
  })

  test('keys that a token contains or points to, even with a valid signature', async () => {
    const attacker = await forgingKey('ES256', issuer.key.id)
    const jwk = attacker.publicKey?.export({ format: 'jwk' })
    const brought: Json[] = [
      { jwk },
      { jku: `${issuer.origin}/elsewhere.json` },
      { x5u: `${issuer.origin}/elsewhere.pem` },
      { x5c: ['MIIB'] },
      { crit: ['exp'] },
      { b64: true },
      { cty: 'JWT' },
    ]
    for (const header of brought) {
      await expectRefusal(issuer.token({ key: attacker, header }), 'malformed')
      await expectRefusal(issuer.token({ header }), 'malformed')
    }
    expect(issuer.paths.filter((path) => path.includes('elsewhere'))).toEqual([])
  })

  test('malformed key ids, without asking for their keys', async () => {
    const before = issuer.asked.keys
    for (const kid of [
      '../../etc/passwd',
      "x' OR '1",
      '',
      'a b',
      'x'.repeat(65),
      1,
      null,
      [],
      {},
    ]) {
      await expectRefusal(issuer.token({ header: { kid } }), 'malformed')
    }
    await expectRefusal(issuer.token({ header: { kid: undefined } }), 'malformed')
    expect(issuer.asked.keys).toBe(before)
  })

  test('a token of an attacker under the key id of the issuer', async () => {
    const attacker = await forgingKey('ES256', issuer.key.id)
    await expectRefusal(issuer.token({ key: attacker }), 'invalid-signature')
    const other = await forgingKey('RS256', issuer.key.id)
    await expectRefusal(issuer.token({ key: other }), 'malformed')
    const twin = await forgingKey('EdDSA', issuer.key.id)
    await expectRefusal(issuer.token({ key: twin }), 'malformed')
  })

  test('signatures of zeros, and of numbers out of range', async () => {
    const data = partsOf(issuer.token()).slice(0, 2).join('.')
    const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
    const numbers = ['0'.repeat(64), order, 'f'.repeat(64), `${'0'.repeat(63)}1`]
    for (const r of numbers) {
      for (const s of numbers) {
        const signature = Buffer.from(r + s, 'hex').toString('base64url')
        await expectRefusal(`${data}.${signature}`, 'invalid-signature')
      }
    }
  })

  test('every other spelling of a valid token', async () => {
    const token = issuer.token()
    const parts = partsOf(token)
    for (const [index, part] of parts.entries()) {
      for (const odd of [' ', '\n', '=', '+', '/', '\0', '.']) {
        await expectRefusal(parts.with(index, part + odd).join('.'), 'malformed')
        await expectRefusal(parts.with(index, odd + part).join('.'), 'malformed')
      }
      const twin = withTrailingBits(part)
      if (twin) await expectRefusal(parts.with(index, twin).join('.'), 'malformed')
    }
    const [header, payload, signature] = parts
    const json = JSON.stringify({ protected: header, payload, signature })
    for (const spelling of ['', '.', '..', json, `${token}.x`, `Bearer ${token}`]) {
      await expectRefusal(spelling, 'malformed')
    }
  })

  test('a token of more than 4000 characters', async () => {
    const claims = { roles: Array<string>(400).fill('a-role') }
    await expectRefusal(issuer.token({ claims }), 'malformed')
  })

  test('a changed payload', async () => {
    const [header, , signature] = partsOf(issuer.token())
    const [, wish] = partsOf(issuer.token({ claims: { sub: 'usr_admin' } }))
    await expectRefusal(`${header}.${wish}.${signature}`, 'invalid-signature')
  })

  test('every other type of token, including status lists and refresh tokens', async () => {
    for (const typ of ['JWT', 'rt+jwt', 'statuslist+jwt', 'AT+JWT', 'application/at+jwt', '']) {
      await expectRefusal(issuer.token({ header: { typ } }), 'malformed')
    }
    await expectRefusal(issuer.list(), 'malformed')
    await expectRefusal(issuer.list({ header: { typ: 'at+jwt' } }), 'malformed')
  })

  test('a token with another issuer, even when signed with the same key', async () => {
    for (const iss of [`${issuer.origin}/`, issuer.origin.toUpperCase(), 'https://evil.example']) {
      await expectRefusal(issuer.token({ claims: { iss } }), 'wrong-issuer')
    }
  })

  test('a token for other services, for the issuer itself or for a browser', async () => {
    for (const aud of [['cart'], `${issuer.origin}/api`, issuer.origin, 'Orders', 'orders ', []]) {
      await expectRefusal(issuer.token({ claims: { aud } }), 'wrong-audience')
    }
  })

  test('a token with an index that no list of the issuer has', async () => {
    await expectRefusal(issuer.token({ place: 2 ** 20 }), 'no-status')
    await expectRefusal(issuer.token({ place: 2 ** 40 }), 'no-status')
  })

  test('a token that does not say where its status is', async () => {
    await expectRefusal(issuer.token({ claims: { status: undefined } }), 'no-status')
    for (const status of [null, 'valid', {}, { status_list: {} }, { status_list: { idx: 1 } }]) {
      await expectRefusal(issuer.token({ claims: { status } }), 'malformed')
    }
  })

  test('claims that are missing or of the wrong type', async () => {
    const wrong: Record<string, unknown[]> = {
      ...{ sub: ['', 1], sid: ['', null], jti: [{}], client_id: [undefined, 1] },
      ...{ iat: ['1', -1, 0.5, undefined], auth_time: [null], ver: ['0', -1], gen: [0.5] },
      ...{ roles: ['admin', [1], undefined], permissions: [{}, [null], undefined] },
      ...{ iss: [undefined, 1], aud: [undefined, 1], exp: [undefined, '9'], nbf: ['1'] },
    }
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const token = issuer.token({ claims: { [name]: value } })
        await expect(verifier.verify(token), name).rejects.toBeInstanceOf(TokenRefused)
      }
    }
  })

  test('a token from the second it expires plus the tolerance, and not before', async () => {
    const late = issuer.token({ claims: { exp: ISSUED - TOLERANCE } })
    await expectRefusal(late, 'expired')
    await verifier.verify(issuer.token({ claims: { exp: ISSUED - TOLERANCE + 1 } }))
  })

  test('a token from the future beyond the tolerance', async () => {
    for (const name of ['nbf', 'iat']) {
      const early = issuer.token({ claims: { [name]: ISSUED + TOLERANCE + 1 } })
      await expectRefusal(early, 'not-yet-valid')
      await verifier.verify(issuer.token({ claims: { [name]: ISSUED + TOLERANCE } }))
    }
  })

  test('a fresh token as not yet valid when the clock of the service is ten seconds behind', async () => {
    const behind = verifierFor({ now: () => new Date((ISSUED - 10) * 1000) })
    const fresh = issuer.token({ claims: { iat: ISSUED, nbf: ISSUED } })
    const error: unknown = await behind.verify(fresh).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'not-yet-valid' })
    expect(answerTo(error)?.body).toContain('"token-not-yet-valid"')
  })

  test('a token of another issuer as wrong-issuer, even when its key is unknown too', async () => {
    const iss = 'https://staging.example.com'
    const token = issuer.token({ claims: { iss }, header: { kid: 'another' } })
    await expectRefusal(token, 'wrong-issuer')
  })

  test('an algorithm that the service does not want, even when the issuer publishes such a key', async () => {
    const choosy = verifierFor({ algorithms: ['EdDSA'] })
    await expect(choosy.verify(issuer.token())).rejects.toMatchObject({ code: 'unknown-key' })
  })

  test('a token with an error that contains no part of the token', async () => {
    const expired = issuer.token({ claims: { exp: ISSUED - 60, sub: 'usr_secret' } })
    const error: unknown = await verifier.verify(expired).catch((thrown: unknown) => thrown)
    const told = `${JSON.stringify(error)} ${String(error)} ${String((error as Error).stack)}`
    expect(told).toContain('expired')
    for (const word of [...partsOf(expired), 'usr_secret']) expect(told).not.toContain(word)
    expect(error).not.toHaveProperty('cause')
  })
})

describe('verify', () => {
  test('accepts a valid token of each algorithm, and returns its claims', async () => {
    const keys = [await forgingKey('EdDSA', 'ed'), await forgingKey('RS256', 'rsa'), issuer.key]
    issuer.publish(...keys)
    issuer.pass(LIST_TTL)
    for (const key of keys) {
      const claims = await verifier.verify(issuer.token({ key, claims: { later: 'ignored' } }))
      expect(claims).toMatchObject({ sub: 'usr_ada', aud: [`${issuer.origin}/api`, 'orders'] })
      expect(claims).not.toHaveProperty('later')
    }
  })

  test('accepts a token without a status when the service allows it', async () => {
    const token = issuer.token({ claims: { status: undefined } })
    const lenient = verifierFor({ requireStatus: false })
    expect(await lenient.verify(token)).not.toHaveProperty('status')
    issuer.end(77)
    await expect(lenient.verify(issuer.token({ place: 77 }))).rejects.toMatchObject({
      code: 'revoked',
    })
  })

  test('refuses the sessions that have ended, and none beside them in the list', async () => {
    const fresh = verifierFor()
    for (const place of [0, 7, 8, 4095, 2 ** 20 - 1]) issuer.end(place)
    for (const place of [0, 7, 8, 4095, 2 ** 20 - 1]) {
      const token = issuer.token({ place })
      await expect(fresh.verify(token), String(place)).rejects.toMatchObject({ code: 'revoked' })
    }
    for (const place of [1, 6, 9, 15, 4094, 4096, 2 ** 20 - 2]) {
      await fresh.verify(issuer.token({ place }))
    }
  })
})

describe('createVerifier', () => {
  test('refuses an issuer that is not an https or localhost origin', () => {
    const wrong = ['http://accounts.example.com', 'https://a.example/', 'https://a.example/x', '']
    for (const url of [...wrong, 'ftp://a.example', 'HTTPS://A.EXAMPLE', 'http://localhost.evil']) {
      expect(() => verifierFor({ issuer: url }), url).toThrow(TypeError)
    }
    for (const url of ['https://a.example', 'http://localhost:3000', 'http://[::1]:3000']) {
      verifierFor({ issuer: url })
    }
  })

  test('refuses invalid options', () => {
    const hs256 = { algorithms: ['HS256'] } as unknown as Partial<VerifierOptions>
    const wrong: Partial<VerifierOptions>[] = [
      ...[{ audience: '' }, { audience: issuer.origin }, { algorithms: [] }, hs256],
      ...[{ maxStaleSeconds: -1 }, { clockToleranceSeconds: NaN }, { timeoutSeconds: Infinity }],
    ]
    for (const options of wrong) expect(() => verifierFor(options)).toThrow(TypeError)
  })
})

function verifierFor(options: Partial<VerifierOptions> = {}): Verifier {
  return createVerifier({
    issuer: issuer.origin,
    audience: 'orders',
    clockToleranceSeconds: TOLERANCE,
    now: issuer.now,
    ...options,
  })
}

async function expectRefusal(token: string | null, code: RefusalCode): Promise<void> {
  const said = verifier.verify(token)
  await expect(said, token?.slice(0, 300)).rejects.toMatchObject({ name: 'TokenRefused', code })
}
