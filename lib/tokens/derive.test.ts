import { hkdfSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { deriveKey, deriveKeyId, deriveTokenKeys, type KeyLabel } from './derive'

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ='
const LABELS: KeyLabel[] = ['wrapping key', 'wrapping key id', 'HS256 key', 'HS256 key id']

describe('deriveKey', () => {
  test('is HKDF with SHA-256 over the secret as text, bound to its label', async () => {
    for (const label of LABELS) {
      const expected = hkdfSync('sha256', SECRET, '', `gatehouse v1 ${label}`, 32)
      expect(await deriveKey(SECRET, label)).toEqual(new Uint8Array(expected))
    }
  })

  test('derives the same keys in every version, so that old databases stay readable', async () => {
    const key = Buffer.from(await deriveKey('a secret for this test', 'wrapping key')).toString(
      'hex',
    )
    expect(key).toBe(KNOWN_KEY)
    expect(await deriveKeyId('a secret for this test', 'wrapping key id')).toBe(KNOWN_ID)
  })

  test('gives a different key for another label or secret, none a prefix of another', async () => {
    const derived = await Promise.all(
      [SECRET, `${SECRET} `, SECRET.toLowerCase()].flatMap((secret) =>
        LABELS.map(async (label) =>
          Buffer.from(await deriveKey(secret, label, 16)).toString('hex'),
        ),
      ),
    )
    expect(new Set(derived).size).toBe(12)
  })

  test('is as long as requested', async () => {
    for (const bytes of [16, 32, 64]) {
      expect(await deriveKey(SECRET, 'HS256 key', bytes)).toHaveLength(bytes)
    }
  })
})

describe('deriveKeyId', () => {
  test('is short, safe in a token header, and no part of a key', async () => {
    const id = await deriveKeyId(SECRET, 'HS256 key id')
    expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
    for (const label of ['HS256 key', 'wrapping key'] as const) {
      const key = Buffer.from(await deriveKey(SECRET, label))
      expect(key.includes(Buffer.from(id, 'base64url'))).toBe(false)
    }
  })
})

describe('deriveTokenKeys', () => {
  test('creates one key for each secret, the signing key first', async () => {
    const second = `${SECRET}-second`
    const keys = await deriveTokenKeys([SECRET, second])
    expect(keys).toEqual([
      ...(await deriveTokenKeys([SECRET])),
      ...(await deriveTokenKeys([second])),
    ])
    expect(keys[0]).toEqual({
      id: await deriveKeyId(SECRET, 'HS256 key id'),
      algorithm: 'HS256',
      key: await deriveKey(SECRET, 'HS256 key'),
    })
    expect(keys[0]?.id).not.toBe(keys[1]?.id)
  })
})

const KNOWN_KEY = '8c8c541b5c0eb43eca73333e1fdc29fec481f06a93bcffa0724a52c4d1782868'
const KNOWN_ID = 'qS1-IvHFts6Dde4gikvBWQ'
