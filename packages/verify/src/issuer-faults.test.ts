import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import { deflateSync } from 'node:zlib'
import { startIssuer, type TestIssuer } from '@/tests/support/issuer'
import { forgingKey, NOW, partsOf, type Json } from '@/tests/support/tokens'
import { toNumericDate } from '@/lib/base/time'
import { VerifierUnavailable } from './errors'
import { createVerifier } from './verifier'

const ISSUED = toNumericDate(NOW)
const MEBIBYTE = 1024 * 1024

let issuer: TestIssuer

beforeEach(async () => {
  issuer = await startIssuer(NOW)
})

afterEach(() => issuer.stop())

describe('a URL that is no status list of the issuer', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data/0',
    'file:///etc/passwd',
    '//evil.example/0',
    '{origin}/api/v1/status-lists/',
    '{origin}/api/v1/status-lists/../me',
    '{origin}/api/v1/status-lists/%2e%2e/me',
    '{origin}/api/v1/status-lists/0?x=1',
    '{origin}/api/v1/status-lists/0#x',
    '{origin}/api/v1/status-lists/0/1',
    '{origin}/api/v1/status-lists/0\\..\\me',
    '{origin}/api/v1/status-lists/0\n',
    '{origin}/api/v1/me',
    '{origin}@evil.example/api/v1/status-lists/0',
    '{origin}.evil.example/api/v1/status-lists/0',
    'HTTP{origin}/api/v1/status-lists/0',
  ])('is never requested: %j', async (pattern) => {
    const uri = pattern.replace('{origin}', issuer.origin).replace('HTTPhttp', 'HTTP')
    const token = issuer.token({ claims: { status: { status_list: { idx: 1, uri } } } })
    await expect(verify(token)).rejects.toMatchObject({ code: 'no-status' })
    expect(issuer.paths).toEqual(['/.well-known/jwks.json'])
  })

  test('is not requested after a redirect', async () => {
    const elsewhere = await startIssuer(NOW)
    issuer.answer('list', (response) => {
      response.writeHead(307, { location: `${elsewhere.origin}/api/v1/status-lists/0` }).end()
    })
    await expectUnavailable(/307/)
    expect(elsewhere.paths).toEqual([])
    await elsewhere.stop()
  })
})

describe('a status list', () => {
  test.each<[string, Parameters<TestIssuer['list']>[0]]>([
    ['of another type', { header: { typ: 'at+jwt' } }],
    ['without a type', { header: { typ: undefined } }],
    ['with a key in its header', { header: { jwk: {} } }],
    ['of an unknown key', { header: { kid: 'other' } }],
    ['for another URL', { claims: { sub: 'http://127.0.0.1/api/v1/status-lists/1' } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['that has expired', { claims: { exp: ISSUED - 5 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['from the future', { claims: { iat: ISSUED + 6 } }],
    ['without its time of issue', { claims: { iat: undefined } }],
    ['with a ttl of zero', { claims: { ttl: 0 } }],
    ['with a ttl that is not a number', { claims: { ttl: 'long' } }],
    ['without a list', { claims: { status_list: undefined } }],
    ['with two bits for each session', { claims: { status_list: { bits: 2, lst: packed(1) } } }],
    ['that is not packed', { claims: { status_list: { bits: 1, lst: 'AAAA' } } }],
    ['that is cut off', { claims: { status_list: { bits: 1, lst: packed(9999).slice(0, 12) } } }],
    ['that is not a string', { claims: { status_list: { bits: 1, lst: [1] } } }],
    ['that is not base64url', { claims: { status_list: { bits: 1, lst: '!!' } } }],
  ])('%s is refused', async (_name, changes) => {
    issuer.answer('list', (response) => response.end(issuer.list(changes)))
    await expectUnavailable(/./)
  })

  test('signed by another key under the key id of the issuer is refused', async () => {
    const key = await forgingKey('ES256', issuer.key.id)
    issuer.answer('list', (response) => response.end(issuer.list({ key })))
    await expectUnavailable(/SIGNATURE/)
  })

  test('that is an access token is refused', async () => {
    issuer.answer('list', (response) => response.end(issuer.token()))
    await expectUnavailable(/no status list/)
  })

  test('that unpacks to too many bytes is refused', async () => {
    const bomb = { status_list: { bits: 1, lst: packed(64 * MEBIBYTE) } }
    issuer.answer('list', (response) => response.end(issuer.list({ claims: bomb })))
    await expectUnavailable(/larger/)
  })

  test('that is old and answered as unchanged is refused', async () => {
    const answers = [() => issuer.list({ claims: { exp: ISSUED + 20 } }), () => null]
    const tags: unknown[] = []
    const verifier = verifierOf(issuer)
    issuer.answer('list', (response) => {
      tags.push(response.req.headers['if-none-match'])
      const text = answers.shift()?.()
      if (text) response.setHeader('etag', '"1"').end(text)
      else response.writeHead(304).end()
    })
    await verifier.verify(issuer.token())
    issuer.pass(15)
    await expect(verifier.verify(issuer.token())).rejects.toBeInstanceOf(VerifierUnavailable)
    expect(tags).toEqual([undefined, undefined])
  })
})

describe('a verifier is unavailable when', () => {
  const endless = (response: ServerResponse) => {
    const more = () => void (response.write('x'.repeat(65_536)) ? setImmediate(more) : 0)
    response.on('drain', more)
    more()
  }
  const faults: [string, (response: ServerResponse) => void][] = [
    ['404', (response) => void response.writeHead(404).end()],
    ['500', (response) => void response.writeHead(500).end()],
    ['204', (response) => void response.writeHead(204).end()],
    ['an unrequested 304', (response) => void response.writeHead(304).end()],
    ['a page of HTML', (response) => void response.end('<!doctype html><p>Hello')],
    ['nothing', (response) => void response.end()],
    ['a broken connection', (response) => void response.destroy()],
    ['silence', () => undefined],
    ['half an answer', (response) => void response.write('{"keys":')],
    ['an endless answer', endless],
    ['an answer that was kept for too long', (response) => void response.setHeader('age', '900')],
  ]

  test.each(faults)('the list is answered with %s', async (name, answering) => {
    issuer.answer('list', (response) => {
      answering(response)
      if (name.includes('too long')) response.end(issuer.list())
    })
    await expectUnavailable(/./)
  })

  test.each(faults)('the keys are answered with %s', async (name, answering) => {
    issuer.answer('keys', (response) => {
      answering(response)
      if (name.includes('too long')) response.end('{"keys":[]}')
    })
    await expectUnavailable(/./)
  })

  test.each([['[]'], ['null'], ['{"keys":{}}'], [`{"keys":[${'{},'.repeat(100)}{}]}`]])(
    'the key set is %.20s',
    async (text) => {
      issuer.answer('keys', (response) => response.end(text))
      await expectUnavailable(/no key set/)
    },
  )
})

describe('a published key', () => {
  test.each<[string, Json]>([
    ['that is a secret', { kty: 'oct', k: 'AAAA', alg: 'HS256' }],
    ['for another algorithm', { alg: 'RS256' }],
    ['for no algorithm', { alg: undefined }],
    ['on another curve', { crv: 'P-384' }],
    ['for encryption', { use: 'enc' }],
    ['that is broken', { x: 'AAAA' }],
  ])('%s is skipped', async (_name, changes) => {
    const jwk = { ...issuer.key.publicKey?.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256' }
    const other = { ...jwk, kid: 'good' }
    issuer.answer('keys', (response) =>
      response.end(JSON.stringify({ keys: [{ ...jwk, ...changes }, 'x', null, other] })),
    )
    await expect(verify(issuer.token())).rejects.toMatchObject({ code: 'unknown-key' })
    issuer.answer('list', (response) => response.end(issuer.list({ header: { kid: 'good' } })))
    await verify(issuer.token({ header: { kid: 'good' } }))
  })
})

function packed(bytes: number): string {
  return deflateSync(Buffer.alloc(bytes)).toString('base64url')
}

function verifierOf({ origin, now }: TestIssuer) {
  return createVerifier({ issuer: origin, audience: 'orders', timeoutSeconds: 0.3, now })
}

function verify(token: string) {
  return verifierOf(issuer).verify(token)
}

async function expectUnavailable(why: RegExp): Promise<void> {
  const token = issuer.token()
  const error: unknown = await verify(token).catch((thrown: unknown) => thrown)
  if (!(error instanceof VerifierUnavailable)) throw error
  const told = `${error.message} ${String(error.cause)} ${JSON.stringify(error.cause)}`
  expect(String(error.cause)).toMatch(why)
  for (const part of partsOf(token)) expect(told).not.toContain(part)
}
