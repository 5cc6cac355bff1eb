import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { storePassword } from '@/db/queries/users'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { parseDetails } from '@/lib/events/details'
import { hashPassword } from '@/lib/passwords/hash'
import { givenAccount, givenCreated, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase, restartWith } from '@/tests/support/database'
import { countGuesses } from '@/tests/support/guesses'
import { at, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import {
  changeUser,
  eventsOf,
  eventTypes,
  passwordHashes,
  sessionRow,
  userRows,
} from '@/tests/support/rows'
import { authenticate } from './authenticate'
import { logIn, type LogInResult } from './log-in'
import { refreshSession } from './refresh'
import type { SessionTokens } from './issue'

useFreshDatabase()

const EMAIL = 'ada@example.com'
const WRONG = { ok: false, reason: 'wrong-credentials' }

describe('logIn', () => {
  test('answers the same for a wrong password, an unknown email address and a disabled user', async () => {
    await givenAccount()
    expect(await attempt({ password: 'something else' })).toEqual(WRONG)
    expect(await attempt({ email: 'nobody@example.com' })).toEqual(WRONG)
    const [user] = await userRows()
    await changeUser(user?.id ?? 'usr_none', { disabledAt: NOW })
    expect(await attempt()).toEqual(WRONG)
  })

  test.each([
    ['a part of the password', PASSWORD.slice(0, -1)],
    ['the password with a space', `${PASSWORD} `],
    ['the password in another case', PASSWORD.toUpperCase()],
    ['nothing', ''],
    ['more than 1,024 bytes', 'a'.repeat(1025)],
    ['a lone surrogate', '\ud800'],
  ])('refuses %s as a password', async (_name, password) => {
    await givenAccount()
    expect(await attempt({ password })).toEqual(WRONG)
  })

  test('records a failure as an event', async () => {
    await givenAccount()
    await attempt({ password: 'something else' })
    expect(await eventTypes()).toContain('authn_login_fail')
  })

  test('finds an email address in any case', async () => {
    await givenAccount()
    expect(await attempt({ email: ' ADA@Example.COM ' })).toMatchObject({ ok: true })
  })

  test('starts a session with a new id, and ends the session that it replaces', async () => {
    const first = await givenAccount()
    const second = tokensOf(await attempt({ replaces: first }))
    expect(second.sessionId).not.toBe(first.sessionId)
    expect((await sessionRow(first.sessionId)).endReason).toBe('replaced')
    expect(await authenticate(first.access, 'web', at(1))).toMatchObject({ ok: false })
    expect(await refreshSession({ token: first.refresh, from: LAPTOP }, at(1))).toMatchObject({
      ok: false,
    })
    expect(await authenticate(second.access, 'web', at(1))).toMatchObject({ ok: true })
  })

  test('reports reuse when the browser brings an old refresh token', async () => {
    const first = await givenAccount()
    const second = await refreshSession({ token: first.refresh, from: LAPTOP }, at(1))
    if (!second.ok) throw new Error(second.reason)
    await refreshSession({ token: second.tokens.refresh, from: PHONE }, at(2))
    expect(await attempt({ replaces: { access: null, refresh: first.refresh } })).toMatchObject({
      ok: true,
    })
    expect((await sessionRow(first.sessionId)).endReason).toBe('reuse')
    expect(await eventTypes()).toContain('authn_token_reuse')
  })

  test('replaces no session when the tokens of the browser are forged', async () => {
    await givenAccount()
    const forged = { access: 'a.b.c', refresh: 'a.b.c' }
    expect(await attempt({ replaces: forged })).toMatchObject({ ok: true })
  })

  test('keeps the choice to stay signed in', async () => {
    await givenAccount()
    const stay = tokensOf(await attempt({ persistent: true }))
    const go = tokensOf(await attempt({ persistent: false }))
    expect(stay.persistent).toBe(true)
    expect(stay.refreshExpiresAt).toEqual(at(14 * 24 * 3600))
    expect(go.persistent).toBe(false)
    expect(go.refreshExpiresAt).toEqual(at(12 * 3600))
  })

  test('hashes the password again when the cost has changed, and only then', async () => {
    await restartWith({ BCRYPT_COST: '10' })
    await givenAccount()
    const [before] = await passwordHashes()
    expect(before).toMatch(/^v1\$\d+\$\$2b\$10\$/)
    await attempt()
    expect(await passwordHashes()).toEqual([before])
    await restartWith({ BCRYPT_COST: '11' })
    expect(await attempt()).toMatchObject({ ok: true })
    const [after] = await passwordHashes()
    expect(after).toMatch(/^v1\$\d+\$\$2b\$11\$/)
    expect(await attempt()).toMatchObject({ ok: true })
  })
})

describe('the rate limit of log-ins', () => {
  test('refuses the eleventh wrong attempt from one network, and says until when', async () => {
    await givenAccount()
    for (let i = 0; i < 10; i += 1) expect(await attempt({ password: `wrong ${i}` })).toEqual(WRONG)
    const refused = await attempt()
    expect(refused).toMatchObject({ ok: false, reason: 'too-many-tries' })
    if (refused.ok || refused.reason !== 'too-many-tries') throw new Error('not throttled')
    const minutes = (refused.retryAt.getTime() - NOW.getTime()) / 60_000
    expect(minutes).toBeGreaterThan(14)
    expect(minutes).toBeLessThanOrEqual(15)
    expect(await eventTypes()).toContain('authn_login_fail_max')
  })

  test('refuses the eleventh attempt for an unknown email address too', async () => {
    await givenAccount()
    const email = 'nobody@example.com'
    for (let i = 0; i < 10; i += 1) expect(await attempt({ email })).toEqual(WRONG)
    expect(await attempt({ email })).toMatchObject({ reason: 'too-many-tries' })
  })

  test('lets the owner in from another network while one is refused', async () => {
    await givenAccount()
    for (let i = 0; i < 11; i += 1) await attempt({ password: 'wrong one' })
    expect(await attempt({ from: PHONE })).toMatchObject({ ok: true })
  })

  test('forgets the attempts of a network after the right password', async () => {
    await givenAccount()
    for (let i = 0; i < 9; i += 1) await attempt({ password: 'wrong one' })
    expect(await attempt()).toMatchObject({ ok: true })
    for (let i = 0; i < 9; i += 1) expect(await attempt({ password: 'wrong one' })).toEqual(WRONG)
  })

  test('stops many networks that guess at one user, but not that user', async () => {
    await givenAccount()
    await countGuesses(EMAIL, 99)
    const from = (network: string) => ({ ...PHONE, network })
    const last = await attempt({ password: 'wrong one', from: from('203.0.113.100') })
    expect(last).toEqual(WRONG)
    const next = await attempt({ password: 'wrong one', from: from('203.0.113.101') })
    expect(next).toMatchObject({ reason: 'too-many-tries' })
    expect(await attempt()).toMatchObject({ ok: true })
  })

  test('recognises the owner within one IPv6 network, and not outside it', async () => {
    await givenAccount()
    const home = (end: string) => ({ ...LAPTOP, network: `2001:db8:1:2::${end}` })
    expect(await attempt({ from: home('1') })).toMatchObject({ ok: true })
    await countGuesses(EMAIL, 100)
    expect(await attempt({ from: home('beef') })).toMatchObject({ ok: true })
    const beside = { ...LAPTOP, network: '2001:db8:1:3::1' }
    expect(await attempt({ from: beside })).toMatchObject({ reason: 'too-many-tries' })
  })
})

describe('the reason for a failed log-in', () => {
  test('is recorded, and never shown', async () => {
    await givenAccount()
    expect(await attempt({ password: 'wrong one' })).toEqual(WRONG)
    expect(await failures()).toEqual(['wrong-password'])
    expect(await attempt({ email: 'nobody@example.com' })).toEqual(WRONG)
    expect(await failures()).toEqual(['unknown-address', 'wrong-password'])
    for (const user of await userRows()) await changeUser(user.id, { disabledAt: NOW })
    expect(await attempt()).toEqual(WRONG)
    expect(await failures()).toEqual(['disabled', 'unknown-address', 'wrong-password'])
    expect(await attempt({ password: 'wrong one' })).toEqual(WRONG)
    expect((await failures()).filter((reason) => reason === 'disabled')).toHaveLength(1)
  })

  test('is recorded rarely for attempts that a limit refuses', async () => {
    await givenAccount()
    for (let i = 0; i < 10; i += 1) await attempt({ password: 'wrong one' })
    for (let i = 0; i < 5; i += 1) {
      expect(await attempt()).toMatchObject({ reason: 'too-many-tries' })
    }
    const reasons = await failures()
    expect(reasons.filter((reason) => reason === 'too-many-tries')).toHaveLength(1)
    expect(reasons.filter((reason) => reason === 'wrong-password')).toHaveLength(10)
  })
})

describe('the event of a log-in', () => {
  const [first, second] = [newDeviceSecret(), newDeviceSecret()]

  test('names a browser and a network that the account sees for the first time', async () => {
    await givenAccount({ deviceSecret: first })
    expect(await novelties({ deviceSecret: first })).toEqual({})
    expect(await novelties({ deviceSecret: second })).toEqual({ device: 'new' })
    expect(await novelties({ deviceSecret: second })).toEqual({})
    expect(await novelties({ deviceSecret: second, from: PHONE })).toEqual({ network: 'new' })
    expect(await novelties({ deviceSecret: second, from: PHONE })).toEqual({})
    const both = { deviceSecret: newDeviceSecret(), from: { ...PHONE, network: '203.0.113.9' } }
    expect(await novelties(both)).toEqual({ device: 'new', network: 'new' })
  })

  test('names a new network of a client without cookies, and no browser', async () => {
    await givenAccount({ deviceSecret: first })
    expect(await novelties({})).toEqual({})
    expect(await novelties({ from: PHONE })).toEqual({ network: 'new' })
  })

  test('names nothing at the first log-in of all', async () => {
    const userId = await givenCreated(EMAIL)
    const hash = await hashPassword(PASSWORD)
    await transaction({ locks: 'all' }, () => storePassword(userId, { hash, strength: null }, NOW))
    expect(await novelties({ deviceSecret: first })).toEqual({})
    expect(await novelties({ deviceSecret: second })).toEqual({ device: 'new' })
  })

  test('counts an IPv6 network as one', async () => {
    await givenAccount({ from: { ...LAPTOP, network: '2001:db8:1:2::1' } })
    const beside = (network: string) => novelties({ from: { ...LAPTOP, network } })
    expect(await beside('2001:db8:1:2::beef')).toEqual({})
    expect(await beside('2001:db8:1:3::1')).toEqual({ network: 'new' })
  })
})

/** The details of the event of a successful log-in. */
async function novelties(change: Partial<Parameters<typeof logIn>[0]>) {
  const tokens = tokensOf(await attempt(change))
  const events = await eventsOf('authn_login_success')
  const event = events.find(({ sessionId }) => sessionId === tokens.sessionId)
  return parseDetails(event?.details ?? null)
}

async function failures(): Promise<string[]> {
  const events = [
    ...(await eventsOf('authn_login_fail')),
    ...(await eventsOf('authn_login_fail_max')),
  ]
  return events.map(({ details }) => String(parseDetails(details).reason)).sort()
}

function attempt(change: Partial<Parameters<typeof logIn>[0]> = {}): Promise<LogInResult> {
  return logIn(
    {
      email: EMAIL,
      password: PASSWORD,
      persistent: true,
      from: LAPTOP,
      replaces: NO_TOKENS,
      ...change,
    },
    NOW,
  )
}

function tokensOf(result: LogInResult): SessionTokens {
  if (!result.ok) throw new Error(result.reason)
  return result.tokens
}
