import { describe, expect, test } from 'vitest'
import { encode, partsOf, withTrailingBits } from '@/tests/support/tokens'
import { MAX_TOKEN_LENGTH, readHeader } from './compact'

const HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'key-1' }
const PAYLOAD = encode({ sub: 'usr_ada' })
const SIGNATURE = signatureOf(32)
const TOKEN = `${encode(HEADER)}.${PAYLOAD}.${SIGNATURE}`

describe('readHeader', () => {
  test.each([
    '',
    '.',
    '..',
    '...',
    'a',
    'a.b',
    `${encode(HEADER)}.${PAYLOAD}`,
    `${encode(HEADER)}.${PAYLOAD}.`,
    `${encode(HEADER)}..${SIGNATURE}`,
    `.${PAYLOAD}.${SIGNATURE}`,
    `${TOKEN}.`,
    `.${TOKEN}`,
    `${TOKEN}.${SIGNATURE}`,
    `${TOKEN}.${SIGNATURE}.${SIGNATURE}`,
    JSON.stringify({ protected: encode(HEADER), payload: PAYLOAD, signature: SIGNATURE }),
    `Bearer ${TOKEN}`,
    `"${TOKEN}"`,
    encodeURIComponent(`${TOKEN} `),
  ])('refuses text without three parts: %s', (token) => expect(readHeader(token)).toBeNull())

  test('refuses characters outside base64url at every position', () => {
    const odd = [' ', '\n', '\r\n', '\t', '\0', '=', '+', '/', '%', '~', 'é', '\u00a0', '\ufeff']
    for (const letter of odd) {
      for (let at = 0; at <= TOKEN.length; at += 1) {
        const token = TOKEN.slice(0, at) + letter + TOKEN.slice(at)
        expect(readHeader(token), JSON.stringify([letter, at])).toBeNull()
      }
    }
  })

  test('refuses another spelling of the same bytes, in each part', () => {
    // Lengths for which the last character of each part has unused bits.
    const parts = [encode({ ...HEADER, kid: 'key-123' }), PAYLOAD, SIGNATURE]
    expect(readHeader(parts.join('.'))).not.toBeNull()
    for (const [index, part] of parts.entries()) {
      const twin = withTrailingBits(part)
      expect(twin, `part ${index} has unused bits`).not.toBeNull()
      expect(Buffer.from(twin ?? '', 'base64url')).toEqual(Buffer.from(part, 'base64url'))
      expect(readHeader(parts.with(index, twin ?? '').join('.'))).toBeNull()
      expect(readHeader(parts.with(index, `${part}=`).join('.'))).toBeNull()
      expect(readHeader(parts.with(index, `${part}==`).join('.'))).toBeNull()
    }
  })

  test('refuses a header with other members than alg, typ and kid', () => {
    for (const name of Object.keys(HEADER)) {
      const without = Object.fromEntries(Object.entries(HEADER).filter(([n]) => n !== name))
      expect(readHeader(withHeader(without)), name).toBeNull()
    }
    const more = ['jwk', 'jku', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit', 'b64', 'cty', 'zip', 'enc']
    for (const name of [...more, 'p2c', 'epk', 'apu', 'nonce', 'iss', 'constructor']) {
      for (const value of ['', 'x', 1, null, true, [], {}, ['b64'], { kty: 'oct', k: 'AA' }]) {
        expect(readHeader(withHeader({ ...HEADER, [name]: value })), name).toBeNull()
      }
    }
    expect(
      readHeader(withHeader('{"__proto__":{"alg":"HS256"},"typ":"at+jwt","kid":"k"}')),
    ).toBeNull()
    const planted = JSON.stringify(HEADER).replace('{', '{"__proto__":{"x":1},')
    expect(readHeader(withHeader(planted))).toBeNull()
  })

  test('refuses an algorithm that is not exactly one of the four', () => {
    const names = ['none', 'None', 'NONE', 'nOnE', '', 'hs256', 'HS256 ', 'HS384', 'HS512', 'RS384']
    const more = ['RS512', 'PS256', 'ES384', 'ES512', 'ES256K', 'Ed25519', 'EdDSA\0', 'A256GCMKW']
    const inherited = ['dir', 'constructor', '__proto__', 'toString', 'hasOwnProperty']
    for (const alg of [...names, ...more, ...inherited, null, 1, true, ['HS256'], {}]) {
      for (const length of [0, 32, 64, 96, 256]) {
        expect(readHeader(withHeader({ ...HEADER, alg }, signatureOf(length)))).toBeNull()
      }
    }
  })

  test('refuses a key id that could be a path, a query, shell code or a property name', () => {
    const wild = [
      '../../../../dev/null',
      '/dev/null',
      "x' UNION SELECT '1",
      '`sleep 10`',
      '|sleep 10',
    ]
    const odd = ['', ' ', 'a b', 'a.b', 'a/b', 'a\n', 'é', '\0', 'a'.repeat(65), 'a'.repeat(2500)]
    for (const kid of [...wild, ...odd, 1, 0, null, true, [], ['key-1'], {}, { kid: 'key-1' }]) {
      expect(readHeader(withHeader({ ...HEADER, kid })), JSON.stringify(kid)).toBeNull()
    }
    expect(readHeader(withHeader({ ...HEADER, kid: 'a'.repeat(64) }))).not.toBeNull()
  })

  test('refuses a type that is not a string', () => {
    for (const typ of [null, 1, true, [], {}, ['at+jwt']]) {
      expect(readHeader(withHeader({ ...HEADER, typ }))).toBeNull()
    }
  })

  test('refuses a header that is not a JSON object', () => {
    const values = ['', 'null', '1', '"HS256"', '[]', '[{"alg":"HS256"}]', '{', '{}', '{}{}', 'x']
    for (const json of values) expect(readHeader(withHeader(json))).toBeNull()
    const broken = Buffer.concat([
      Buffer.from('{"alg":"HS256","kid":"k","typ":"at+jwt'),
      BROKEN_UTF8,
    ])
    expect(readHeader(`${broken.toString('base64url')}.${PAYLOAD}.${SIGNATURE}`)).toBeNull()
    expect(readHeader(withHeader('['.repeat(1400) + ']'.repeat(1400)))).toBeNull()
  })

  test('refuses a signature that is one byte too short or too long for its algorithm', () => {
    const lengths = { HS256: 32, ES256: 64, EdDSA: 64, RS256: 256 }
    for (const [alg, length] of Object.entries(lengths)) {
      const header = { ...HEADER, alg }
      for (const wrong of [1, length - 1, length + 1, length * 2]) {
        expect(readHeader(withHeader(header, signatureOf(wrong))), `${alg} ${wrong}`).toBeNull()
      }
      expect(readHeader(withHeader(header, signatureOf(length)))).toEqual(header)
    }
  })

  test('refuses more than 4,000 characters before reading them, and accepts 4,000', () => {
    const rest = `${encode(HEADER)}..${SIGNATURE}`.length
    // 4 characters encode 3 bytes: the payload fills exactly the rest, or one character more.
    const letters = MAX_TOKEN_LENGTH - rest
    const token = (length: number) => `${encode(HEADER)}.${'A'.repeat(length)}.${SIGNATURE}`
    expect(letters % 4).not.toBe(1)
    expect(token(letters)).toHaveLength(4000)
    expect(readHeader(token(letters))).toEqual(HEADER)
    expect(readHeader(token(letters + 1))).toBeNull()
    expect(readHeader(token(letters + 2))).toBeNull()

    const started = process.cpuUsage()
    const huge = `${'W10'.repeat(400_000)}.${'.'.repeat(400_000)}`
    for (let i = 0; i < 1000; i += 1) expect(readHeader(huge)).toBeNull()
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
  })

  test('reads the last of two members with the same name, as the verifier does', () => {
    const twice = '{"alg":"none","alg":"HS256","typ":"at+jwt","kid":"a","kid":"b"}'
    expect(readHeader(withHeader(twice))).toEqual({ ...HEADER, kid: 'b' })
    const none = '{"alg":"HS256","alg":"none","typ":"at+jwt","kid":"a"}'
    expect(readHeader(withHeader(none))).toBeNull()
  })

  test('reads the header of a token in canonical spelling', () => {
    expect(readHeader(TOKEN)).toEqual(HEADER)
    expect(partsOf(TOKEN)).toHaveLength(3)
  })
})

const BROKEN_UTF8 = Buffer.from([0xff, 0x22, 0x7d])

function signatureOf(bytes: number): string {
  return Buffer.alloc(bytes, 7).toString('base64url')
}

function withHeader(header: Record<string, unknown> | string, signature = SIGNATURE): string {
  return `${encode(header)}.${PAYLOAD}.${signature}`
}
