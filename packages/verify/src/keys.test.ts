import { afterEach, beforeEach, expect, test } from 'vitest'
import { startIssuer, type TestIssuer } from '@/tests/support/issuer'
import { forgingKey, NOW, type Json } from '@/tests/support/tokens'
import { createVerifier } from './verifier'

let issuer: TestIssuer

beforeEach(async () => {
  issuer = await startIssuer(NOW)
})

afterEach(() => issuer.stop())

const newVerifier = () =>
  createVerifier({ issuer: issuer.origin, audience: 'orders', now: issuer.now })

/** The result for a valid token when the issuer publishes its key with these changes. */
async function withKey(changes: Json): Promise<unknown> {
  const jwk = { ...issuer.key.publicKey?.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256' }
  issuer.answer('keys', (response) => {
    response.end(JSON.stringify({ keys: [{ ...jwk, use: 'sig', ...changes }] }))
  })
  return newVerifier()
    .verify(issuer.token())
    .then(
      () => 'taken',
      (error: { code?: string }) => error.code,
    )
}

test('a verifier accepts the published key with or without its use', async () => {
  expect(await withKey({})).toBe('taken')
  expect(await withKey({ use: undefined })).toBe('taken')
})

test.each<[string, Json]>([
  ['for encryption', { use: 'enc' }],
  ['of another type', { kty: 'OKP' }],
  ['of type oct', { kty: 'oct', k: 'AAAA' }],
  ['on another curve', { crv: 'P-384' }],
  ['for another algorithm', { alg: 'EdDSA' }],
  ['for HMAC', { alg: 'HS256' }],
  ['for no algorithm', { alg: undefined }],
  ['without a key id', { kid: undefined }],
  ['with a key id that is not a string', { kid: 1 }],
  ['with an invalid coordinate', { x: 'AAAA' }],
])('a verifier ignores a published key %s', async (_name, changes) => {
  expect(await withKey(changes)).toBe('unknown-key')
})

test('a verifier asks for keys once in 5 seconds, however many key ids are made up', async () => {
  const verifier = newVerifier()
  await verifier.verify(issuer.token())
  expect(issuer.asked.keys).toBe(1)
  const stranger = await forgingKey('ES256', 'made-up')
  const guess = () => verifier.verify(issuer.token({ key: stranger })).catch(() => undefined)
  issuer.pass(4.9)
  for (let time = 0; time < 5; time += 1) await guess()
  expect(issuer.asked.keys).toBe(1)
  issuer.pass(0.2)
  for (let time = 0; time < 5; time += 1) await guess()
  expect(issuer.asked.keys).toBe(2)
})
