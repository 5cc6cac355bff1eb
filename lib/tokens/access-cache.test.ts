import { beforeEach, expect, test, vi } from 'vitest'
import { addSeconds } from '@/lib/base/time'
import { accessClaims, accessToken, forgingKey, NOW, RULES } from '@/tests/support/tokens'
import type { TokenKey } from './access'
import { forgetVerified, MAX_REMEMBERED, verifyCached } from './access-cache'

const key = await forgingKey('ES256')
const EXPIRED = { ok: false, reason: 'expired' }
const lifetime = Number(accessClaims().exp) - Number(accessClaims().iat)
const tolerance = RULES.toleranceSeconds

beforeEach(forgetVerified)

test('verifies a signature once, and answers the same again', async () => {
  const verifications = countVerifications()
  const token = accessToken(key)
  const first = await verify(token)
  expect(first).toMatchObject({ ok: true, keyId: key.id })
  expect(await verify(token)).toEqual(first)
  expect(verifications()).toBe(1)
})

test('refuses a remembered token at its expiry, and before its time', async () => {
  const token = accessToken(key)
  await verify(token)
  expect(await verify(token, at(lifetime + tolerance - 1))).toMatchObject({ ok: true })
  expect(await verify(token, at(lifetime + tolerance))).toEqual(EXPIRED)
  await verify(token)
  expect(await verify(token, at(-tolerance))).toMatchObject({ ok: true })
  expect(await verify(token, at(-tolerance - 1))).toEqual(EXPIRED)
})

test('refuses a remembered token that lives longer than the settings allow now', async () => {
  const token = accessToken(key)
  await verify(token)
  const shorter = { ...RULES, lifetimeSeconds: lifetime - 1 }
  expect(await verifyCached(token, find(key.verifying), shorter, NOW)).toEqual(EXPIRED)
})

test('knows a remembered token no longer when its key is gone', async () => {
  const token = accessToken(key)
  await verify(token)
  expect(await verifyCached(token, async () => null, RULES, NOW)).toEqual({
    ok: false,
    reason: 'unknown-key',
  })
})

test('verifies a remembered token again when its id leads to another key', async () => {
  const token = accessToken(key)
  await verify(token)
  const other = { ...(await forgingKey('ES256')).verifying, id: key.id }
  expect(await verifyCached(token, find(other), RULES, NOW)).toEqual({
    ok: false,
    reason: 'invalid',
  })
})

test('refuses a remembered token of another issuer, audience or kind of client', async () => {
  const token = accessToken(key)
  const rules = [
    { ...RULES, issuer: 'https://other.example' },
    { ...RULES, audience: 'https://other.example' },
    { ...RULES, clientId: RULES.clientId === 'web' ? 'device' : 'web' } as const,
  ]
  for (const other of rules) {
    await verify(token)
    expect(await verifyCached(token, find(key.verifying), other, NOW)).toMatchObject({ ok: false })
  }
})

test('does not remember a token that was refused, nor one that differs by a character', async () => {
  const token = accessToken(key)
  await verify(token)
  const verifications = countVerifications()
  const altered = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA')
  for (let i = 0; i < 2; i += 1) {
    expect(await verify(altered)).toEqual({ ok: false, reason: 'invalid' })
  }
  expect(verifications()).toBe(2)
})

test('forgets the token used longest ago when there are too many', async () => {
  const tokens = Array.from({ length: MAX_REMEMBERED }, (_, i) =>
    accessToken(key, { jti: `tok_${i}` }),
  )
  const [first = '', second = ''] = tokens
  for (const token of tokens) await verify(token)
  await verify(first)
  const verifications = countVerifications()
  await verify(accessToken(key, { jti: 'one more' }))
  await verify(first)
  expect(verifications()).toBe(1)
  await verify(second)
  expect(verifications()).toBe(2)
})

test('lets no caller change the remembered claims', async () => {
  const verified = await verify(accessToken(key))
  if (!verified.ok) throw new Error(verified.reason)
  const { claims } = verified
  expect(() => claims.permissions.push('users:manage')).toThrow(TypeError)
  expect(() => (claims.gen += 1)).toThrow(TypeError)
})

function verify(token: string, now = NOW) {
  return verifyCached(token, find(key.verifying), RULES, now)
}

function find(known: TokenKey) {
  return async (id: string) => (id === known.id ? known : null)
}

function at(seconds: number): Date {
  return addSeconds(NOW, seconds)
}

/** How often a signature was verified since the call. */
function countVerifications(): () => number {
  const spy = vi.spyOn(crypto.subtle, 'verify')
  spy.mockClear()
  return () => spy.mock.calls.length
}
