import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { prepareInstallation } from '@/lib/installation/prepare'
import { findVerifyingKey, signingKey } from '@/lib/keys/signing-keys'
import { accessRules, signAccessToken, verifyAccessToken } from '@/lib/tokens/access'
import { accessClaims as accessClaimsSchema } from '@/lib/tokens/claims'
import { verifyRefreshToken } from '@/lib/tokens/refresh'
import { chain, givenEvents, recompute } from '@/tests/support/audit'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenSession, NOW } from '@/tests/support/people'
import { givenSettings } from '@/tests/support/settings'
import { accessClaims, forge, forgingKey, hmacKey } from '@/tests/support/tokens'
import { createCheckpoint, newestCheckpoint } from './checkpoint'
import { verifyCheckpoint } from './checkpoint-token'
import { sealEvents } from './seal'

useFreshDatabase()

describe('createCheckpoint', () => {
  test('signs the number and hash of the last event with the active key', async () => {
    expect(await createCheckpoint(NOW)).toBeNull()
    await givenEvents(3)
    await sealEvents()
    const last = (await chain()).at(-1)
    const made = await createCheckpoint(at(0.7))
    expect(made).toMatchObject({ sequence: last?.sequence, hash: last?.hash, createdAt: NOW })
    const token = made?.token ?? ''
    const kid = (await signingKey()).id
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'ES256',
      typ: 'audit-checkpoint+jwt',
      kid,
    })
    expect(decodeJwt(token)).toEqual({
      iss: 'http://localhost:3000',
      iat: NOW.getTime() / 1000,
      sequence: last?.sequence,
      hash: last?.hash,
      previous: 0,
    })
  })

  test('creates none when the chain was recomputed or cut off since the last checkpoint', async () => {
    const errors = logged('error')
    await sealEvents()
    const first = await createCheckpoint(NOW)
    await otherProgram(
      "DELETE FROM audit_checkpoints; UPDATE security_events SET user_id = 'usr_eve' WHERE sequence = 1",
    )
    await recompute()
    await givenEvents(1)
    await sealEvents()
    expect(await createCheckpoint(at(60))).toBeNull()
    expect(await newestCheckpoint()).toBeNull()
    await otherProgram(`DELETE FROM security_events WHERE sequence >= ${first?.sequence}`)
    expect(await createCheckpoint(at(120))).toBeNull()
    expect(errors()).toHaveLength(2)
  })

  test.each(['EdDSA', 'RS256', 'HS256'])('signs with the algorithm %s', async (algorithm) => {
    await restartWith({ TOKEN_ALGORITHM: algorithm })
    await prepareInstallation()
    await sealEvents()
    const token = (await createCheckpoint(NOW))?.token ?? ''
    const key = (await findVerifyingKey((await signingKey()).id)) ?? (await signingKey())
    expect(await verifyCheckpoint(token, key)).toMatchObject({ previous: 0 })
  })
})

describe('a checkpoint', () => {
  test.each(['ES256', 'HS256'])('is no token, and no token is one (%s)', async (algorithm) => {
    await restartWith({ TOKEN_ALGORITHM: algorithm })
    await prepareInstallation()
    await sealEvents()
    const checkpoint = (await createCheckpoint(NOW))?.token ?? ''
    const { tokens } = await givenSession()
    const key = (await findVerifyingKey((await signingKey()).id)) ?? (await signingKey())
    expect(await verifyCheckpoint(checkpoint, key)).not.toBeNull()
    for (const token of [tokens.access, tokens.refresh]) {
      expect(await verifyCheckpoint(token, key)).toBeNull()
    }
    const rules = accessRules(givenSettings(), 'web')
    expect(await verifyAccessToken(checkpoint, findVerifyingKey, rules, NOW)).toEqual({
      ok: false,
      reason: 'invalid',
    })
    const refreshKey = async () => ({ id: 1, secret: key.key as Uint8Array })
    const asRefresh = { issuer: rules.issuer, kind: 'web' } as const
    expect((await verifyRefreshToken(checkpoint, refreshKey, asRefresh, NOW)).ok).toBe(false)
  })

  test('differs from a token by its typ header, even under the same key and claims', async () => {
    const key = await signingKey()
    const claims = accessClaimsSchema.parse(accessClaims())
    expect(await verifyCheckpoint(await signAccessToken(claims, key), key)).toBeNull()
    const forger = hmacKey('k', new Uint8Array(32))
    const says = { iss: 'x', iat: 1, sequence: 1, hash: 'a'.repeat(64), previous: 0 }
    const typed = (typ: string) => forge(forger, { alg: 'HS256', typ, kid: 'k' }, says)
    const good = typed('audit-checkpoint+jwt')
    expect(await verifyCheckpoint(good, forger.verifying)).toEqual(says)
    for (const typ of ['at+jwt', 'rt+jwt', 'JWT', 'AUDIT-CHECKPOINT+JWT']) {
      expect(await verifyCheckpoint(typed(typ), forger.verifying)).toBeNull()
    }
    const token = forge(
      forger,
      { alg: 'HS256', typ: 'audit-checkpoint+jwt', kid: 'k' },
      accessClaims(),
    )
    const rules = {
      issuer: 'https://accounts.example.com',
      audience: 'https://accounts.example.com',
    }
    const all = { ...rules, clientId: 'web', lifetimeSeconds: 600, toleranceSeconds: 5 } as const
    const found = await verifyAccessToken(token, async () => forger.verifying, all, NOW)
    expect(found).toEqual({ ok: false, reason: 'invalid' })
  })

  test('is valid only with its own key, algorithm and exact claims', async () => {
    const [key, other] = [await forgingKey('ES256'), await forgingKey('ES256')]
    const header = { alg: 'ES256', typ: 'audit-checkpoint+jwt', kid: 'key-1' }
    const says = { iss: 'x', iat: 1, sequence: 1, hash: 'a'.repeat(64), previous: 0 }
    expect(await verifyCheckpoint(forge(key, header, says), key.verifying)).toEqual(says)
    const bad = [
      forge(other, header, says),
      forge(key, { ...header, kid: 'key-2' }, says),
      forge(key, header, { ...says, more: 1 }),
      forge(key, header, { ...says, sequence: 0 }),
      forge(key, header, { ...says, hash: 'A'.repeat(64) }),
      forge(key, header, '{'),
      `${forge(key, header, says)}=`,
      '',
    ]
    for (const token of bad) expect(await verifyCheckpoint(token, key.verifying)).toBeNull()
  })
})
