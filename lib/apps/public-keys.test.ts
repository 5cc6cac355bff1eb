import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { expect, test } from 'vitest'
import { keyNames, readPublicKeys } from './public-keys'

async function keyPair(alg: string, options = {}): Promise<{ key: JWK; secret: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true, ...options })
  return { key: await exportJWK(publicKey), secret: await exportJWK(privateKey) }
}

const { key: ec, secret } = await keyPair('ES256')
const { key: rsa } = await keyPair('RS256')
const { key: ed } = await keyPair('EdDSA')

test('a set of public keys is kept, with nothing else in it', () => {
  const keys = [{ ...ec, kid: 'a' }, { ...rsa, use: 'sig', alg: 'PS256' }, ed]
  const read = readPublicKeys(
    JSON.stringify({ keys: [{ ...keys[0], x5u: 'x' }, ...keys.slice(1)] }),
  )
  expect(read).toEqual({ ok: true, jwks: expect.any(String) })
  const jwks = read.ok ? read.jwks : null
  expect(JSON.parse(jwks ?? '')).toEqual({ keys })
  expect(keyNames(jwks)).toEqual(['P-256 a', 'RSA', 'Ed25519'])
})

test('a single key is a set, and an empty text none', () => {
  expect(readPublicKeys(JSON.stringify(ec))).toEqual({
    ok: true,
    jwks: JSON.stringify({ keys: [{ kty: ec.kty, crv: ec.crv, x: ec.x, y: ec.y }] }),
  })
  expect(readPublicKeys(' \n')).toEqual({ ok: true, jwks: null })
  expect(keyNames(null)).toEqual([])
})

const { key: p384 } = await keyPair('ES384')
/** Made here: no library makes so weak a key any more. */
const weak = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(128, 0xff).toString('base64url') }

test.each([
  ['not-json', '-----BEGIN PUBLIC KEY-----'],
  ['not-json', '"text"'],
  ['no-key', '{"keys":[]}'],
  ['no-key', '{"keys":"many"}'],
  ['no-key', '{}'],
  ['too-many-keys', { keys: Array.from({ length: 11 }, () => ec) }],
  ['private-key', secret],
  ['private-key', { keys: [ec, { ...rsa, d: 'AQ' }] }],
  ['symmetric-key', { kty: 'oct', k: 'AQ' }],
  ['other-key', p384],
  ['other-key', { ...ec, y: ec.x }],
  ['other-key', { kty: 'RSA', n: 'AQ' }],
  ['weak-key', weak],
  ['other-use', { ...ec, use: 'enc' }],
  ['other-use', { ...rsa, alg: 'HS256' }],
  [
    'same-id',
    {
      keys: [
        { ...ec, kid: 'a' },
        { ...ed, kid: 'a' },
      ],
    },
  ],
])('keys are refused as %s: %j', (fault, keys) => {
  const text = typeof keys === 'string' ? keys : JSON.stringify(keys)
  expect(readPublicKeys(text)).toEqual({ ok: false, fault })
})
