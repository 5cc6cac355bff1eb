import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  it('a request without a token', async () => {
    await expectRefusal(null, 'missing')
  })

  it('a token that says it is not signed', async () => {
    const [, payload, signature] = partsOf(issuer.token())
    for (const alg of ['none', 'None', 'NONE', '', undefined, null]) {
      const data = `${encode(accessHeader(issuer.key, { alg }))}.${payload}`
      for (const end of ['', '.', '.AA', `.${signature}`]) {
        await expectRefusal(`${data}${end}`, 'malformed')
      }
    }
  })

  it('HMAC whose secret is the public key', async () => {
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

  it('keys that a token brings or points to, though the signature is good', async () => {
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

  it('names that are no names of keys, without asking for them', async () => {
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

  it('the key of an attacker under the name of the issuer’s', async () => {
    const attacker = await forgingKey('ES256', issuer.key.id)
    await expectRefusal(issuer.token({ key: attacker }), 'invalid-signature')
    const other = await forgingKey('RS256', issuer.key.id)
    await expectRefusal(issuer.token({ key: other }), 'malformed')
    const twin = await forgingKey('EdDSA', issuer.key.id)
    await expectRefusal(issuer.token({ key: twin }), 'malformed')
  })

  it('signatures of zeros, and of numbers out of range', async () => {
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

  it('every other spelling of a good token', async () => {
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

  it('a token of more than 4000 characters', async () => {
    const claims = { roles: Array<string>(400).fill('a-role') }
    await expectRefusal(issuer.token({ claims }), 'malformed')
  })

  it('a changed payload', async () => {
    const [header, , signature] = partsOf(issuer.token())
    const [, wish] = partsOf(issuer.token({ claims: { sub: 'usr_admin' } }))
    await expectRefusal(`${header}.${wish}.${signature}`, 'invalid-signature')
  })

  it('every other kind of token, a status list and a refresh token among them', async () => {
    for (const typ of ['JWT', 'rt+jwt', 'statuslist+jwt', 'AT+JWT', 'application/at+jwt', '']) {
      await expectRefusal(issuer.token({ header: { typ } }), 'malformed')
    }
    await expectRefusal(issuer.list(), 'malformed')
    await expectRefusal(issuer.list({ header: { typ: 'at+jwt' } }), 'malformed')
  })

  it('another issuer’s token, were it signed with the same key', async () => {
    for (const iss of [`${issuer.origin}/`, issuer.origin.toUpperCase(), 'https://evil.example']) {
      await expectRefusal(issuer.token({ claims: { iss } }), 'wrong-issuer')
    }
  })

  it('a token for other services, for the issuer itself, and that of a browser', async () => {
    for (const aud of [['cart'], `${issuer.origin}/api`, issuer.origin, 'Orders', 'orders ', []]) {
      await expectRefusal(issuer.token({ claims: { aud } }), 'wrong-audience')
    }
  })

  it('a token whose place no list of the issuer has', async () => {
    await expectRefusal(issuer.token({ place: 2 ** 20 }), 'no-status')
    await expectRefusal(issuer.token({ place: 2 ** 40 }), 'no-status')
  })

  it('a token that does not tell where its status is', async () => {
    await expectRefusal(issuer.token({ claims: { status: undefined } }), 'no-status')
    for (const status of [null, 'valid', {}, { status_list: {} }, { status_list: { idx: 1 } }]) {
      await expectRefusal(issuer.token({ claims: { status } }), 'malformed')
    }
  })

  it('claims that are missing or of another type', async () => {
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

  it('a token at the second it expires, by its tolerance, and not before', async () => {
    const late = issuer.token({ claims: { exp: ISSUED - TOLERANCE } })
    await expectRefusal(late, 'expired')
    await verifier.verify(issuer.token({ claims: { exp: ISSUED - TOLERANCE + 1 } }))
  })

  it('a token from the future, beyond its tolerance', async () => {
    for (const name of ['nbf', 'iat']) {
      const early = issuer.token({ claims: { [name]: ISSUED + TOLERANCE + 1 } })
      await expectRefusal(early, 'not-yet-valid')
      await verifier.verify(issuer.token({ claims: { [name]: ISSUED + TOLERANCE } }))
    }
  })

  it('a fresh token where the clock is ten seconds behind, for what it is: not yet valid', async () => {
    const behind = verifierFor({ now: () => new Date((ISSUED - 10) * 1000) })
    const fresh = issuer.token({ claims: { iat: ISSUED, nbf: ISSUED } })
    const error: unknown = await behind.verify(fresh).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'not-yet-valid' })
    expect(answerTo(error)?.body).toContain('"token-not-yet-valid"')
  })

  it('a token of another issuer as that, though its key is not known either', async () => {
    const iss = 'https://staging.example.com'
    const token = issuer.token({ claims: { iss }, header: { kid: 'another' } })
    await expectRefusal(token, 'wrong-issuer')
  })

  it('an algorithm the service does not want, though the issuer publishes such a key', async () => {
    const choosy = verifierFor({ algorithms: ['EdDSA'] })
    await expect(choosy.verify(issuer.token())).rejects.toMatchObject({ code: 'unknown-key' })
  })

  it('without a word of the token in what it throws', async () => {
    const expired = issuer.token({ claims: { exp: ISSUED - 60, sub: 'usr_secret' } })
    const error: unknown = await verifier.verify(expired).catch((thrown: unknown) => thrown)
    const told = `${JSON.stringify(error)} ${String(error)} ${String((error as Error).stack)}`
    expect(told).toContain('expired')
    for (const word of [...partsOf(expired), 'usr_secret']) expect(told).not.toContain(word)
    expect(error).not.toHaveProperty('cause')
  })
})

describe('verify', () => {
  it('takes a good token of each algorithm, and tells its claims', async () => {
    const keys = [await forgingKey('EdDSA', 'ed'), await forgingKey('RS256', 'rsa'), issuer.key]
    issuer.publish(...keys)
    issuer.pass(LIST_TTL)
    for (const key of keys) {
      const claims = await verifier.verify(issuer.token({ key, claims: { later: 'ignored' } }))
      expect(claims).toMatchObject({ sub: 'usr_ada', aud: [`${issuer.origin}/api`, 'orders'] })
      expect(claims).not.toHaveProperty('later')
    }
  })

  it('takes a token without a place in a list where the service says so', async () => {
    const token = issuer.token({ claims: { status: undefined } })
    const lenient = verifierFor({ requireStatus: false })
    expect(await lenient.verify(token)).not.toHaveProperty('status')
    issuer.end(77)
    await expect(lenient.verify(issuer.token({ place: 77 }))).rejects.toMatchObject({
      code: 'revoked',
    })
  })

  it('refuses the one session that has ended, and none of its neighbours', async () => {
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
  it('refuses an issuer whose answers anyone on the way could change', () => {
    const wrong = ['http://accounts.example.com', 'https://a.example/', 'https://a.example/x', '']
    for (const url of [...wrong, 'ftp://a.example', 'HTTPS://A.EXAMPLE', 'http://localhost.evil']) {
      expect(() => verifierFor({ issuer: url }), url).toThrow(TypeError)
    }
    for (const url of ['https://a.example', 'http://localhost:3000', 'http://[::1]:3000']) {
      verifierFor({ issuer: url })
    }
  })

  it('refuses options that make no sense', () => {
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
