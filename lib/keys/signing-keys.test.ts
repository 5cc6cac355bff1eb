import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { closeDatabase, transaction } from '@/db/connection'
import { insertSigningKey, updateSigningKeyStatus } from '@/db/queries/signing-keys'
import { prepareInstallation } from '@/lib/installation/prepare'
import { signAccessToken, verifyAccessToken, type TokenKey } from '@/lib/tokens/access'
import { accessClaims as accessClaimsSchema } from '@/lib/tokens/claims'
import { deriveTokenKeys } from '@/lib/tokens/derive'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { newSecret } from '@/tests/support/settings'
import { otherProgram } from '@/tests/support/other-program'
import { accessClaims, NOW, RULES } from '@/tests/support/tokens'
import { findVerifyingKey, newSigningKey, publicKeySet, signingKey } from './signing-keys'

const ASYMMETRIC = ['ES256', 'EdDSA', 'RS256'] as const

useFreshDatabase()

describe('signingKey', () => {
  test('is unavailable when there is no active key, or when it does not open', async () => {
    await otherProgram("UPDATE signing_keys SET status = 'retiring'")
    await expect(signingKey()).rejects.toThrow(Unavailable)
    await otherProgram("UPDATE signing_keys SET status = 'burned'")
    await expect(signingKey()).rejects.toThrow(Unavailable)
    await otherProgram("UPDATE signing_keys SET status = 'active'")
    await restartWith({ AUTH_SECRET: newSecret() })
    await expect(signingKey()).rejects.toThrow(Unavailable)
  })

  test('is unavailable from the moment its key is retired', async () => {
    expect((await signingKey()).algorithm).toBe('ES256')
    await otherProgram("UPDATE signing_keys SET status = 'retiring'")
    await expect(signingKey()).rejects.toThrow(Unavailable)
  })

  test('is the newest active key', async () => {
    const newer = await newSigningKey('ES256', new Date(Date.now() + 60_000))
    const older = await newSigningKey('ES256', new Date(0))
    for (const key of [newer, older]) {
      await transaction({ locks: 'all' }, () => insertSigningKey({ ...key, status: 'active' }))
    }
    expect((await signingKey()).id).toBe(newer.id)
  })

  test.each([...ASYMMETRIC, 'HS256'] as const)(
    'signs %s tokens that the ring verifies',
    async (name) => {
      await restartWith({ TOKEN_ALGORITHM: name })
      await prepareInstallation()
      const key = await signingKey()
      expect(key.algorithm).toBe(name)
      await expectVerified(key)
      await closeDatabase()
      expect((await signingKey()).id).toBe(key.id)
      await expectVerified(key)
    },
  )

  test('is derived from the first secret under HS256, while tokens of other secrets still verify', async () => {
    const fresh = newSecret()
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    const old = await signingKey()
    await restartWith({ AUTH_SECRET: `${fresh},${SECRET}` })
    const [expected] = await deriveTokenKeys([fresh])
    expect(await signingKey()).toEqual(expected)
    await expectVerified(old)
    await restartWith({ AUTH_SECRET: fresh })
    expect(await findVerifyingKey(old.id)).toBeNull()
  })
})

describe('findVerifyingKey', () => {
  test('is null for an unknown id', async () => {
    for (const id of ['', 'x', '__proto__', 'constructor', "' OR 1=1 --", '%']) {
      expect(await findVerifyingKey(id)).toBeNull()
    }
  })

  test('is null for an HS256 key when HS256 is not configured', async () => {
    const [derived] = await deriveTokenKeys([SECRET])
    expect(await findVerifyingKey(derived?.id ?? '')).toBeNull()
  })

  test('finds only the public half, which cannot sign', async () => {
    const { id } = await signingKey()
    const found = await findVerifyingKey(id)
    expect(found?.key).toMatchObject({ type: 'public', usages: ['verify'] })
  })

  test('finds a key after requests for unknown ids', async () => {
    const { id } = await signingKey()
    await restartWith({})
    for (const madeUp of ['a', 'b', 'c']) await findVerifyingKey(madeUp)
    expect(await findVerifyingKey(id)).toMatchObject({ id })
  })

  test('finds a key that another instance has created since', async () => {
    await findVerifyingKey((await signingKey()).id)
    const added = await newSigningKey('EdDSA', NOW)
    await transaction({ locks: 'all' }, () => insertSigningKey(added))
    expect(await findVerifyingKey(added.id)).toMatchObject({ id: added.id, algorithm: 'EdDSA' })
  })

  test('finds keys of the previous algorithm, so that a change ends no session', async () => {
    const before = await signingKey()
    for (const name of ['EdDSA', 'RS256', 'HS256'] as const) {
      await restartWith({ TOKEN_ALGORITHM: name })
      await prepareInstallation()
      await expectVerified(before)
    }
  })
})

describe('publicKeySet', () => {
  test('publishes nothing under HS256', async () => {
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    expect(await publicKeySet()).toEqual({ keys: [] })
  })

  test('publishes no private member, whatever the algorithm', async () => {
    for (const name of ASYMMETRIC) {
      await restartWith({ TOKEN_ALGORITHM: name })
      await prepareInstallation()
    }
    const { keys } = await publicKeySet()
    expect(keys.map((key) => key.alg).sort()).toEqual(ASYMMETRIC.flatMap((name) => [name, name]))
    const members = { EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'], RSA: ['e', 'n'] }
    for (const key of keys) {
      const expected = [...members[key.kty as keyof typeof members], 'kty', 'kid', 'alg', 'use']
      expect(Object.keys(key).sort()).toEqual(expected.sort())
      expect(key.kid).toBe(await calculateJwkThumbprint(key))
      expect(key.use).toBe('sig')
    }
  })

  test('publishes the next key, and no burned one', async () => {
    const { id } = await signingKey()
    const published = async () => (await publicKeySet()).keys.map((key) => key.kid)
    expect(await published()).toHaveLength(2)
    await transaction({ locks: 'all' }, () =>
      updateSigningKeyStatus(id, { status: 'burned', burnedAt: NOW }),
    )
    expect(await published()).toHaveLength(1)
    expect(await published()).not.toContain(id)
  })

  test('publishes a retired key until its last token has expired', async () => {
    const { id } = await signingKey()
    await transaction({ locks: 'all' }, () =>
      updateSigningKeyStatus(id, { status: 'retiring', retiredAt: NOW }),
    )
    const publishedAt = async (seconds: number) =>
      (await publicKeySet(new Date(NOW.getTime() + seconds * 1000))).keys.map((key) => key.kid)
    // Ten minutes for a token, five seconds for clock differences, one minute for open requests.
    expect(await publishedAt(665)).toContain(id)
    expect(await publishedAt(666)).not.toContain(id)
    expect(await findVerifyingKey(id)).toMatchObject({ id })
  })
})

describe('newSigningKey', () => {
  test('encrypts the private half, and creates a different key each time', async () => {
    for (const name of ASYMMETRIC) {
      const [one, two] = [await newSigningKey(name, NOW), await newSigningKey(name, NOW)]
      expect(one.id).not.toBe(two.id)
      expect(one.id).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(one).toMatchObject({ algorithm: name, status: 'next', createdAt: NOW })
      expect(JSON.parse(one.publicJwk)).not.toHaveProperty('d')
      expect(one.wrapped.split('.')).toHaveLength(5)
    }
  })

  test('creates RSA keys of 2048 bits', async () => {
    const { publicJwk } = await newSigningKey('RS256', NOW)
    const { n } = JSON.parse(publicJwk) as { n: string }
    expect(Buffer.from(n, 'base64url')).toHaveLength(256)
  })
})

async function expectVerified(key: TokenKey): Promise<void> {
  const token = await signAccessToken(accessClaimsSchema.parse(accessClaims()), key)
  const result = await verifyAccessToken(token, findVerifyingKey, RULES, NOW)
  expect(result).toMatchObject({ ok: true, keyId: key.id })
}
