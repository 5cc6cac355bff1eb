import { describe, expect, test } from 'vitest'
import { calculateJwkThumbprint } from 'jose'
import { createHash, createPublicKey } from 'node:crypto'
import {
  accessClaims,
  accessHeader,
  accessToken,
  encode,
  forge,
  forgingKey,
  hmacKey,
  NOW,
  partsOf,
  RULES,
  withTrailingBits,
  type ForgingKey,
  type Json,
} from '@/tests/support/tokens'
import { verifyAccessToken, type AccessVerification } from './access'

/** The claims that an attacker wants. */
const WISH = accessClaims({ sub: 'usr_admin', roles: ['admin'] })
const NAMES = ['ES256', 'EdDSA', 'RS256', 'HS256'] as const

const owns = await Promise.all(NAMES.map((name) => forgingKey(name)))
const [es256, , rs256] = owns
if (!es256 || !rs256) throw new Error('There are keys')

describe.each(owns)('verifyAccessToken with a key of $algorithm', (own) => {
  const token = accessToken(own)
  const [header, payload, signature] = partsOf(token)

  test('accepts the original token', async () => {
    expect(await verify(token, own)).toMatchObject({ ok: true })
  })

  test('JA-01 refuses a token that claims to be unsigned', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', undefined, null]) {
      const data = `${encode(accessHeader(own, { alg }))}.${encode(WISH)}`
      await expectInvalid(own, [data, `${data}.`, `${data}.${signature}`, `${data}.AA`])
    }
  })

  test('JA-02 refuses a token without its signature', async () => {
    await expectInvalid(own, [`${header}.${payload}`, `${header}.${payload}.`, header, payload])
    await expectInvalid(own, [
      `${header}${payload}${signature}`,
      `${header}.${payload}${signature}`,
    ])
  })

  test('JA-03 refuses a changed payload', async () => {
    const changes = [{ sub: 'usr_b' }, { roles: ['admin'] }, { exp: 9_999_999_999 }, { ver: 1 }]
    await expectInvalid(
      own,
      changes.map((change) => `${header}.${encode(accessClaims(change))}.${signature}`),
    )
  })

  test('JA-04 refuses a changed header', async () => {
    const headers = [accessHeader(own, { cty: 'x' }), { ...accessHeader(own), typ: undefined }]
    const reordered = { kid: own.id, typ: 'at+jwt', alg: own.algorithm }
    await expectInvalid(
      own,
      [...headers, reordered].map((h) => `${encode(h)}.${payload}.${signature}`),
    )
  })

  test('JA-05 refuses too few and too many parts', async () => {
    await expectInvalid(own, ['', '.', '..', `.${payload}.${signature}`, `${header}..${signature}`])
    await expectInvalid(own, [`${token}.`, `${token}.x`, `${token}..x`, `.${token}`])
  })

  test('JA-08, JA-09 refuses HMAC with empty, blank and well-known secrets', async () => {
    const known = [
      '',
      ' ',
      '\0',
      'secret',
      'password',
      'changeme',
      'your-256-bit-secret',
      'jwt',
      'key',
    ]
    for (const secret of [...known, own.id, '\0'.repeat(32)]) {
      await expectInvalid(own, [signedWith(Buffer.from(secret), own)])
    }
  })

  test('JA-10, JA-20 refuses the key of an attacker, of any algorithm, under our key id', async () => {
    for (const name of NAMES) {
      const attacker = await forgingKey(name, own.id)
      await expectInvalid(own, [forge(attacker, accessHeader(attacker), WISH)])
      await expectInvalid(own, [forge(attacker, accessHeader(own), WISH)])
    }
  })

  test('JA-13 refuses white space and other spellings in each part', async () => {
    const parts = [header, payload, signature]
    for (const [index, part] of parts.entries()) {
      const middle = part.length / 2
      for (const odd of [' ', '\n', '\t', '\r', '=', '+', '/', '\0']) {
        const spellings = [odd + part, part + odd, part.slice(0, middle) + odd + part.slice(middle)]
        await expectInvalid(
          own,
          spellings.map((spelling) => parts.with(index, spelling).join('.')),
        )
      }
      const twin = withTrailingBits(part)
      if (twin) await expectInvalid(own, [parts.with(index, twin).join('.')])
    }
  })

  test('JA-14 refuses the signature of another token', async () => {
    const [, , other] = partsOf(accessToken(own, { sub: 'usr_bob' }))
    await expectInvalid(own, [`${header}.${payload}.${other}`])
  })

  test('JA-15 refuses JSON serialisation, detached and unencoded payloads', async () => {
    const flat = { protected: header, payload, signature }
    const general = { payload, signatures: [{ protected: header, signature }] }
    await expectInvalid(own, [JSON.stringify(flat), JSON.stringify(general)])
    const unencoded = accessHeader(own, { b64: false, crit: ['b64'] })
    await expectInvalid(own, [
      forge(own, unencoded, WISH),
      forge(own, { ...unencoded, b64: true }, WISH),
    ])
  })

  test('JA-16 refuses every crit header, even with a valid signature', async () => {
    for (const crit of [['x'], [], 'x', null, ['exp'], {}, 1, ['b64']]) {
      await expectInvalid(own, [
        accessToken(own, {}, { crit }),
        accessToken(own, {}, { crit, x: 1 }),
      ])
    }
  })

  test('JA-17 to JA-19 refuses keys that a token contains or points to', async () => {
    const attacker = await forgingKey('RS256', own.id)
    const jwk = attacker.publicKey?.export({ format: 'jwk' })
    const elsewhere = 'http://127.0.0.1:9/jwks.json'
    const brought: Json[] = [
      { jwk },
      { jwk: { kty: 'oct', k: 'AAAA' } },
      { jku: elsewhere },
      { jku: 'file:///dev/null' },
      { x5u: elsewhere },
      { x5c: ['MIIB'] },
      { x5t: 'AAAA' },
      { 'x5t#S256': 'AAAA' },
    ]
    for (const extra of brought) {
      await expectInvalid(own, [
        forge(attacker, accessHeader(attacker, extra), WISH),
        accessToken(own, {}, extra),
      ])
    }
  })

  test('JA-22 refuses encrypted tokens, without the work that they ask for', async () => {
    const heads: Json[] = [
      { alg: 'dir', enc: 'A256GCM' },
      { alg: 'RSA1_5', enc: 'A128CBC-HS256' },
      { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1_000_000_000, p2s: 'AAAA' },
      { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
    ]
    for (const head of heads) {
      const protectedHeader = encode({ ...head, kid: own.id, typ: 'at+jwt' })
      await expectInvalid(own, [
        `${protectedHeader}.AAAA.AAAA.AAAA.AAAA`,
        `${protectedHeader}..AAAA.AAAA.AAAA`,
        `${protectedHeader}.${payload}.${signature}`,
      ])
    }
  })

  test('JA-23 to JA-26 refuses malformed key ids, without asking for a key', async () => {
    const wild = ['../../../../dev/null', "x' UNION SELECT '1", '`sleep 10`', 'a | sleep 10', 'é']
    for (const kid of [...wild, '', 1, {}, [], [own.id], null, true, 'a'.repeat(3000)]) {
      await expectInvalid(own, [
        forge(hmacKey(own.id, Buffer.from('\0')), accessHeader(own, { alg: 'HS256', kid }), WISH),
        accessToken(own, {}, { kid }),
      ])
    }
  })

  test('JA-27 refuses a token without a key id, even when there is only one key', async () => {
    await expectInvalid(own, [accessToken(own, {}, { kid: undefined })])
  })

  test('JA-29 reads duplicate members in one way', async () => {
    const doubled = JSON.stringify(accessHeader(own)).replace('{', '{"alg":"none",')
    await expectInvalid(own, [`${encode(doubled)}.${payload}.${signature}`])
    const twice = JSON.stringify(accessClaims()).replace('{', '{"sub":"usr_admin",')
    await expectInvalid(own, [`${header}.${encode(twice)}.${signature}`])
    const signed = forge(own, accessHeader(own), twice)
    expect(await verify(signed, own)).toMatchObject({ ok: true, claims: { sub: 'usr_ada' } })
  })

  test('JA-30 refuses deeply nested and long tokens', async () => {
    const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    for (const json of [deep(1000), deep(50_000), `{"a":"${'x'.repeat(1_000_000)}"}`]) {
      await expectInvalid(own, [
        `${encode(json)}.${payload}.${signature}`,
        `${header}.${encode(json)}.${signature}`,
      ])
    }
    await expectInvalid(own, [accessToken(own, { roles: Array<string>(400).fill('a-role') })])
  })

  test('R-45 refuses the signature with any one of its bytes changed', async () => {
    const bytes = Buffer.from(signature, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (bytes[at] ?? 0) ^ 1
      await expectInvalid(own, [`${header}.${payload}.${changed.toString('base64url')}`])
    }
  })
})

describe('verifyAccessToken with a public key', () => {
  test('JA-06 refuses HMAC with the public key as its secret, in every spelling', async () => {
    for (const own of owns) {
      for (const secret of await publicSpellings(own)) {
        await expectInvalid(own, [signedWith(secret, own), signedWith(secret, own, 'sha384')])
      }
    }
  })

  test('JA-07 refuses HMAC with a key recovered from signatures as its secret', async () => {
    const { n = '' } = jwkOf(rs256)
    const rebuilt = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
    const pem = rebuilt.export({ type: 'spki', format: 'pem' })
    await expectInvalid(rs256, [signedWith(Buffer.from(pem), rs256)])
  })

  test('JA-11 refuses signatures with numbers out of range', async () => {
    const data = partsOf(accessToken(es256)).slice(0, 2).join('.')
    const numbers = [0n, 1n, ORDER - 1n, ORDER, ORDER + 1n, 2n ** 256n - 1n, FIELD, ORDER / 2n]
    for (const r of numbers) {
      for (const s of numbers) await expectInvalid(es256, [`${data}.${pair(r, s)}`])
    }
    const [r, s] = numbersOf(accessToken(es256))
    for (const other of [0n, ORDER]) {
      await expectInvalid(es256, [`${data}.${pair(r, other)}`, `${data}.${pair(other, s)}`])
    }
    if (r + ORDER < 2n ** 256n) await expectInvalid(es256, [`${data}.${pair(r + ORDER, s)}`])
  })

  test('JA-11 refuses DER instead of two plain numbers, and numbers with leading zeros', async () => {
    const [r, s] = numbersOf(accessToken(es256))
    const data = partsOf(accessToken(es256)).slice(0, 2).join('.')
    const plain = Buffer.from(pair(r, s), 'base64url')
    const der = Buffer.concat([Buffer.from([0x30, 68, 2, 32]), plain.subarray(0, 32)])
    const whole = Buffer.concat([der, Buffer.from([2, 32]), plain.subarray(32)])
    const padded = Buffer.concat([Buffer.alloc(1), plain.subarray(0, 32), Buffer.alloc(1), plain])
    for (const bytes of [whole, padded, plain.subarray(0, 63), Buffer.concat([plain, plain])]) {
      await expectInvalid(es256, [`${data}.${bytes.toString('base64url')}`])
    }
  })

  test('JA-12 accepts the n−s twin of a signature as the same token', async () => {
    const token = accessToken(es256, { jti: 'tok_revoked' })
    const [r, s] = numbersOf(token)
    const twin = `${partsOf(token).slice(0, 2).join('.')}.${pair(r, ORDER - s)}`
    expect(twin).not.toBe(token)
    expect(await verify(twin, es256)).toEqual(await verify(token, es256))
    expect(await verify(twin, es256)).toMatchObject({ ok: true, claims: { jti: 'tok_revoked' } })
  })

  test('refuses a valid signature by a key for another algorithm', async () => {
    const pss = accessToken(rs256, {}, { alg: 'PS256' })
    await expectInvalid(rs256, [pss, accessToken(rs256, {}, { alg: 'RS384' })])
    // Signatures of both are 64 bytes long.
    await expectInvalid(es256, [accessToken(es256, {}, { alg: 'EdDSA' })])
  })
})

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn

async function expectInvalid(own: ForgingKey, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    expect(await verify(token, own), token.slice(0, 300)).toEqual({ ok: false, reason: 'invalid' })
  }
}

/** A verifier that finds one key under every id, so that no id alone is a reason to refuse. */
function verify(token: string, own: ForgingKey): Promise<AccessVerification> {
  return verifyAccessToken(token, async () => own.verifying, RULES, NOW)
}

function signedWith(secret: Uint8Array, own: ForgingKey, hash = 'sha256'): string {
  const alg = hash === 'sha256' ? 'HS256' : 'HS384'
  return forge(hmacKey(own.id, secret, hash), accessHeader(own, { alg }), WISH)
}

async function publicSpellings({ publicKey, ...own }: ForgingKey): Promise<Buffer[]> {
  if (!publicKey) return [Buffer.from(own.id)]
  const jwk = jwkOf({ publicKey, ...own })
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const published = { ...jwk, kid: own.id, alg: own.algorithm, use: 'sig' }
  const numbers = [jwk.x, jwk.y, jwk.n].flatMap((number) => (number ? [number] : []))
  const texts = [pem, pem.trim(), pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', ''), own.id]
  const sorted = Object.fromEntries(Object.entries(published).sort())
  const jsons = [jwk, published, sorted, { keys: [published] }].map((value) =>
    JSON.stringify(value),
  )
  const thumbprint = await calculateJwkThumbprint(jwk)
  return [
    ...[...texts, ...jsons, ...numbers, thumbprint].map((text) => Buffer.from(text)),
    ...[...numbers, thumbprint].map((number) => Buffer.from(number, 'base64url')),
    Buffer.concat(numbers.map((number) => Buffer.from(number, 'base64url'))),
    der,
    createHash('sha256').update(der).digest(),
  ]
}

function jwkOf({ publicKey }: ForgingKey): Record<string, string> {
  // Safe: every member of these public JWKs is a string.
  return (publicKey?.export({ format: 'jwk' }) ?? {}) as Record<string, string>
}

function numbersOf(token: string): [bigint, bigint] {
  const hex = Buffer.from(partsOf(token)[2], 'base64url').toString('hex')
  return [BigInt(`0x${hex.slice(0, 64)}`), BigInt(`0x${hex.slice(64)}`)]
}

function pair(r: bigint, s: bigint): string {
  const hex = [r, s].map((number) => number.toString(16).padStart(64, '0')).join('')
  return Buffer.from(hex, 'hex').toString('base64url')
}
