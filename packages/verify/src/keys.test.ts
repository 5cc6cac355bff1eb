import { afterEach, beforeEach, expect, it } from 'vitest'
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

/** What becomes of a good token when the issuer publishes its key with these changes. */
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

it('takes the published key, whether or not it says what it is for', async () => {
  expect(await withKey({})).toBe('taken')
  expect(await withKey({ use: undefined })).toBe('taken')
})

it.each<[string, Json]>([
  ['for encryption', { use: 'enc' }],
  ['of another type', { kty: 'OKP' }],
  ['of a type that is none', { kty: 'oct', k: 'AAAA' }],
  ['on another curve', { crv: 'P-384' }],
  ['for another algorithm', { alg: 'EdDSA' }],
  ['for HMAC', { alg: 'HS256' }],
  ['for no algorithm', { alg: undefined }],
  ['without a name', { kid: undefined }],
  ['with a name that is no text', { kid: 1 }],
  ['that is no key', { x: 'AAAA' }],
])('knows no key %s', async (_name, changes) => {
  expect(await withKey(changes)).toBe('unknown-key')
})

it('asks once in 5 seconds, however many names of keys are made up', async () => {
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
