import { describe, expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { authenticate } from '@/lib/sessions/authenticate'
import { NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { eventTypes, passwordHashes, userRows } from '@/tests/support/rows'
import { signUp, type NewAccount } from './sign-up'

useFreshDatabase()

const TAKEN = { ok: false, reason: 'faults', faults: ['address-taken'] }

describe('signUp', () => {
  test.each([
    ['an address without @', { email: 'ada' }, 'bad-address'],
    ['an address with a line break', { email: 'ada@example.com\r\nBcc: x@y.z' }, 'bad-address'],
    ['a password of 11 characters', { password: 'eleven char' }, 'password-too-short'],
    ['a password of 11 emoji', { password: '🦊'.repeat(11) }, 'password-too-short'],
    ['a password above 1,024 bytes', { password: 'ü'.repeat(513) }, 'password-too-long'],
    ['a malformed password', { password: `${'a'.repeat(12)}\ud800` }, 'password-malformed'],
    ['a common password', { password: 'Password1234' }, 'password-common'],
    ['a password made of the address', { password: 'ada@example.com' }, 'password-personal'],
    ['a password made of the name', { password: 'ada.example.12' }, 'password-personal'],
    ['a name of 101 characters', { name: 'n'.repeat(101) }, 'name-too-long'],
  ])('refuses %s, and keeps nothing', async (_name, change, reason) => {
    expect(await attempt(change)).toEqual({ ok: false, reason: 'faults', faults: [reason] })
    expect(await userRows()).toEqual([])
  })

  test('reports all faults of a form at once', async () => {
    const long = 'n'.repeat(101)
    expect(await attempt({ email: 'ada', name: long, password: 'short' })).toMatchObject({
      faults: ['bad-address', 'name-too-long', 'password-too-short'],
    })
    expect(await attempt({ email: 'ada', name: long, password: 'aaaaaaaaaaaa' })).toMatchObject({
      faults: ['bad-address', 'name-too-long', 'password-repetitive'],
    })
    await attempt()
    expect(await attempt({ password: 'aaaaaaaaaaaa' })).toMatchObject({
      faults: ['password-repetitive', 'address-taken'],
    })
  })

  test('counts no attempt for an email address when the password is too easy to guess', async () => {
    for (let i = 0; i < 12; i += 1) {
      expect(await attempt({ password: 'aaaaaaaaaaaa' })).toMatchObject({ reason: 'faults' })
    }
    expect(await attempt()).toMatchObject({ ok: true })
    expect(await attempt()).toEqual(TAKEN)
  })

  test('limits the passwords that it judges for one network', async () => {
    for (let i = 0; i < 100; i += 1) {
      await attempt({ email: 'no address', password: 'aaaaaaaaaaaa' })
    }
    expect(await attempt({ email: 'no address', password: 'aaaaaaaaaaaa' })).toMatchObject({
      reason: 'too-many-tries',
    })
  })

  test('refuses every visitor when sign-up is closed', async () => {
    await restartWith({ SIGNUP: 'closed' })
    expect(await attempt()).toEqual({ ok: false, reason: 'sign-up-closed' })
  })

  test.each(['ada@example.com', 'ADA@example.COM', ' Ada@Example.com '])(
    'reports that %j is taken',
    async (email) => {
      await attempt()
      expect(await attempt({ email })).toEqual(TAKEN)
      expect(await userRows()).toHaveLength(1)
    },
  )

  test('is limited for one email address', async () => {
    await attempt()
    for (let i = 0; i < 9; i += 1) await attempt()
    expect(await attempt()).toMatchObject({ ok: false, reason: 'too-many-tries' })
  })

  test('counts 12 emoji as 12 characters', async () => {
    expect(await attempt({ password: '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧' })).toMatchObject({ ok: true })
  })

  test('creates the user, the hash and a non-persistent session', async () => {
    const result = await attempt({ name: '  Ada \u0007\n Lovelace ' })
    if (!result.ok) throw new Error(result.reason)
    if (!result.tokens) throw new Error('No session')
    expect(await userRows()).toMatchObject([{ name: 'Ada Lovelace', email: 'ada@example.com' }])
    const [, cost] =
      /^v\d+\$\d+\$\$2[aby]\$(\d\d)\$.{53}$/.exec((await passwordHashes())[0] ?? '') ?? []
    expect(Number(cost)).toBe(env().bcryptCost)
    expect(result.tokens).toMatchObject({ persistent: false, refreshExpiresAt: at(12 * 3600) })
    expect(await authenticate(result.tokens.access, 'web', NOW)).toMatchObject({ ok: true })
    expect(await eventTypes()).toEqual(expect.arrayContaining(['user_created', 'session_created']))
  })
})

function attempt(change: Partial<NewAccount> = {}) {
  return signUp(
    {
      email: 'ada@example.com',
      name: 'Ada',
      password: PASSWORD,
      from: LAPTOP,
      replaces: NO_TOKENS,
      ...change,
    },
    NOW,
  )
}
