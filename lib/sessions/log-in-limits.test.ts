/** An attacker cannot lock an owner out: known devices have attempts of their own. */
import fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { transaction } from '@/db/connection'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { grantDevice } from '@/lib/devices/known-device'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { countAttempt, countGuesses } from '@/tests/support/guesses'
import { watchHashing } from '@/tests/support/hashing'
import { otherProgram } from '@/tests/support/other-program'
import { LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changeUser, sessionIds, userIdOf } from '@/tests/support/rows'
import { logIn, type LogInAttempt, type LogInResult } from './log-in'
import { logInDevice } from './log-in-device'

useFreshDatabase()

const EMAIL = 'ada@example.com'
const WRONG = { ok: false, reason: 'wrong-credentials' }
const THROTTLED = { ok: false, reason: 'too-many-tries' }
const HOME = LAPTOP
/** The browser in which Ada signed up. */
const OWN = newDeviceSecret()

/** `npm run test:long -- strangers` sets more. Queries to PostgreSQL are slower. */
const TRIES = Number(process.env.TRIES ?? (inject('postgres') ? 100 : 200))
const NETWORKS = 1000
/** How often the owner logs in meanwhile, twice each time. */
const ROUNDS = TRIES >= 10_000 ? 50 : 10
const WALKS = Number(process.env.WALKS ?? (inject('postgres') ? 8 : 20))
const SEED = Number(process.env.SEED ?? 20260101)
const PATIENCE_MS = 60_000 + TRIES * 60 + WALKS * 3000

describe('while strangers guess from 1,000 networks', () => {
  test(
    'the owner logs in with a known device, at home and elsewhere, and with a mail on a new one',
    async () => {
      await givenAccount({ deviceSecret: OWN })
      const hashes = await watchHashing()
      let ownTries = 0
      for (let i = 0; i < TRIES; i += TRIES / ROUNDS) {
        await strangersGuess(i, TRIES / ROUNDS)
        for (const from of [HOME, { ...PHONE, network: `192.0.2.${100 + ownTries}` }]) {
          expect(await attempt({ from, deviceSecret: OWN })).toMatchObject({ ok: true })
          ownTries += 1
        }
      }
      // 100 guesses were looked at, as on a quiet day; the others cost no hash.
      expect(hashes.length - ownTries).toBe(100)

      console.log(`${TRIES} tries of strangers; the owner logged in ${ownTries} times`)

      const phone = { from: PHONE, deviceSecret: newDeviceSecret() }
      expect(await attempt(phone)).toMatchObject(THROTTLED)
      const browser = { secret: phone.deviceSecret, from: PHONE }
      const ada = await userIdOf(EMAIL)
      await transaction({ locks: 'all' }, () => grantDevice(ada, 'mail', browser, NOW))
      expect(await attempt({ ...phone, password: 'wrong one' })).toEqual(WRONG)
      expect(await attempt(phone)).toMatchObject({ ok: true })
    },
    PATIENCE_MS,
  )

  test('the owner of an account without a known device logs in from a network that they used', async () => {
    await givenAccount()
    await countGuesses(EMAIL, 100)
    expect(await attempt({ from: PHONE, deviceSecret: OWN })).toMatchObject(THROTTLED)
    expect(await attempt({ from: HOME, deviceSecret: OWN })).toMatchObject({ ok: true })
  })
})

describe('a stranger in the network of the owner', () => {
  test('does not share the exemption of a network once the account knows a browser', async () => {
    await givenAccount({ deviceSecret: OWN })
    await countGuesses(EMAIL, 100)
    const neighbour = { from: HOME, deviceSecret: newDeviceSecret() }
    expect(await attempt(neighbour)).toMatchObject(THROTTLED)
    expect(await attempt({ from: HOME, deviceSecret: OWN })).toMatchObject({ ok: true })
    // A device has no cookies, so its network is all that it can show.
    expect(await viaApi({ from: HOME })).toMatchObject({ ok: true })
    expect(await viaApi({ from: PHONE })).toMatchObject(THROTTLED)
  })

  test('uses up the attempts of that network, and none of a known device', async () => {
    await givenAccount({ deviceSecret: OWN })
    for (let i = 0; i < 10; i += 1) await guess({ from: HOME })
    expect(await guess({ from: HOME })).toMatchObject(THROTTLED)
    for (let i = 0; i < 90; i += 1) await guess({ from: HOME, email: `user${i}@example.com` })
    expect(await guess({ from: HOME, email: 'next@example.com' })).toMatchObject(THROTTLED)
    expect(await attempt({ from: HOME, deviceSecret: OWN })).toMatchObject({ ok: true })
  })

  test('gains no attempts when the owner logs in there', async () => {
    await givenAccount({ deviceSecret: OWN })
    for (let i = 0; i < 10; i += 1) await guess({ from: HOME })
    expect(await attempt({ from: HOME, deviceSecret: OWN })).toMatchObject({ ok: true })
    expect(await guess({ from: HOME })).toMatchObject(THROTTLED)
  })
})

describe('a copied device cookie', () => {
  test('opens no session, and has 10 attempts before it counts as a stranger', async () => {
    await givenAccount({ deviceSecret: OWN })
    const before = await sessionIds()
    await countGuesses(EMAIL, 100)
    for (let i = 0; i < 10; i += 1) {
      expect(await guess({ from: fromNetwork(i), deviceSecret: OWN })).toEqual(WRONG)
    }
    const refused = await guess({ from: fromNetwork(10), deviceSecret: OWN })
    expect(refused).toMatchObject(THROTTLED)
    expect(minutesUntil(refused)).toBeLessThanOrEqual(15)
    expect(await sessionIds()).toEqual(before)

    // The owner shares what was copied, and has it back when its window ends.
    expect(await attempt({ deviceSecret: OWN })).toMatchObject(THROTTLED)
    await endWindows('log-in-device')
    expect(await attempt({ deviceSecret: OWN })).toMatchObject({ ok: true })
  })

  test('leaves the owner the attempts of a stranger', async () => {
    await givenAccount({ deviceSecret: OWN })
    for (let i = 0; i < 10; i += 1) await guess({ from: PHONE, deviceSecret: OWN })
    expect(await attempt({ deviceSecret: OWN })).toMatchObject({ ok: true })
  })

  test('leaves every other known device its own attempts', async () => {
    await givenAccount({ deviceSecret: OWN })
    const phone = { from: PHONE, deviceSecret: newDeviceSecret() }
    expect(await attempt(phone)).toMatchObject({ ok: true })
    await countGuesses(EMAIL, 100)
    for (let i = 0; i < 10; i += 1) await guess({ from: PHONE, deviceSecret: OWN })
    expect(await attempt({ deviceSecret: OWN })).toMatchObject(THROTTLED)
    expect(await attempt(phone)).toMatchObject({ ok: true })
  })

  test('has 30 attempts a day', async () => {
    await givenAccount({ deviceSecret: OWN })
    await countGuesses(EMAIL, 100)
    for (let i = 0; i < 30; i += 1) {
      if (i % 10 === 0) await endWindows('log-in-device')
      expect(await guess({ from: fromNetwork(i), deviceSecret: OWN })).toEqual(WRONG)
    }
    await endWindows('log-in-device')
    const refused = await guess({ from: PHONE, deviceSecret: OWN })
    expect(minutesUntil(refused)).toBeGreaterThan((20 * HOUR) / MINUTE)
    expect(minutesUntil(refused)).toBeLessThanOrEqual(DAY / MINUTE)
  })

  test('is worth nothing for another account', async () => {
    await givenAccount({ deviceSecret: OWN })
    await givenAccount({ email: 'bob@example.com', from: PHONE, deviceSecret: newDeviceSecret() })
    await countGuesses('bob@example.com', 100)
    const bob = { email: 'bob@example.com', from: HOME, deviceSecret: OWN }
    expect(await attempt(bob)).toMatchObject(THROTTLED)
  })
})

test(
  'whatever strangers do, the next right attempt from a known device is looked at',
  async () => {
    const bobs = newDeviceSecret()
    await givenAccount({ deviceSecret: OWN })
    await givenAccount({ email: 'bob@example.com', deviceSecret: bobs })
    const networks = ['192.0.2.1', '198.51.100.7', '203.0.113.1', '2001:db8::1', '']
    const burst = fc.record({
      email: fc.constantFrom(EMAIL, 'bob@example.com', 'nobody@example.com', ''),
      network: fc.constantFrom(...networks),
      cookie: fc.constantFrom(undefined, bobs, 'new' as const),
      tries: fc.constantFrom(1, 10, 30, 100),
    })
    const own = fc.record({ network: fc.constantFrom(...networks), mistakes: fc.nat(3) })
    const walk = fc.asyncProperty(fc.array(burst, { maxLength: 6 }), own, async (bursts, owner) => {
      for (const one of bursts) await countStrangers(one)
      const known = { from: { ...LAPTOP, network: owner.network }, deviceSecret: OWN }
      for (let i = 0; i < owner.mistakes; i += 1) expect(await guess(known)).toEqual(WRONG)
      expect(await attempt(known)).toMatchObject({ ok: true })
    })
    await fc.assert(walk, { numRuns: WALKS, seed: SEED })
  },
  PATIENCE_MS,
)

describe.each([
  ['a browser', (change: Change) => attempt({ ...change, deviceSecret: newDeviceSecret() })],
  ['a known device', (change: Change) => attempt({ ...change, deviceSecret: OWN })],
  ['the API', viaApi],
])('every way in: %s', (_name, enter) => {
  test('refuses a disabled user', async () => {
    await givenAccount({ deviceSecret: OWN })
    expect(await enter({})).toMatchObject({ ok: true })
    await changeUser(await userIdOf(EMAIL), { disabledAt: NOW })
    expect(await enter({})).toEqual(WRONG)
  })

  test('refuses the right password when its attempts are used up', async () => {
    await givenAccount({ deviceSecret: OWN })
    const hashes = await watchHashing()
    for (let i = 0; i < 20; i += 1) await enter({ password: 'wrong one' })
    const looked = hashes.length
    expect(looked).toBeLessThanOrEqual(20)
    expect(await enter({})).toMatchObject(THROTTLED)
    expect(hashes).toHaveLength(looked)
  })
})

type Change = Partial<Pick<LogInAttempt, 'email' | 'password' | 'from' | 'deviceSecret'>>

function attempt(change: Change): Promise<LogInResult> {
  const right = { email: EMAIL, password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn({ ...right, ...change }, NOW)
}

function guess(change: Change): Promise<LogInResult> {
  return attempt({ ...change, password: 'wrong one' })
}

async function viaApi({ password = PASSWORD, from = LAPTOP }: Change): Promise<LogInResult> {
  const device = { email: EMAIL, password, from, name: null, audience: null }
  const result = await logInDevice(device, NOW)
  if (!result.ok && result.reason === 'unknown-audience') throw new Error(result.reason)
  return result
}

/** Wrong passwords for one account, ten at a time, each from the next network. */
async function strangersGuess(first: number, count: number): Promise<void> {
  for (let i = first; i < first + count; i += 10) {
    const networks = Array.from({ length: 10 }, (_, j) => fromNetwork(i + j))
    await Promise.all(networks.map((from) => guess({ from })))
  }
}

function fromNetwork(i: number): LogInAttempt['from'] {
  const network = i % NETWORKS
  return { ...PHONE, network: `10.0.${network >> 8}.${network & 255}` }
}

function minutesUntil(result: LogInResult): number {
  if (result.ok || result.reason !== 'too-many-tries') throw new Error('not throttled')
  return (result.retryAt.getTime() - NOW.getTime()) / 60_000
}

interface Burst {
  /** Empty for a different email address each time. */
  email: string
  /** Empty for a different network each time. */
  network: string
  /** Undefined for a client without cookies. */
  cookie: string | undefined
  tries: number
}

/** Counts strangers' attempts as `logIn` does; it then looks at a password, which changes nothing. */
async function countStrangers({ email, network, cookie, tries }: Burst): Promise<void> {
  for (let i = 0; i < tries; i += 1) {
    const from = network === '' ? fromNetwork(i) : { ...PHONE, network }
    const deviceSecret = cookie === 'new' ? newDeviceSecret() : cookie
    const client = deviceSecret === undefined ? { from } : { from, deviceSecret }
    await countAttempt(email === '' ? `user${i}@example.com` : email, client)
  }
}

/** Ends the open windows of a limit, as time does. */
async function endWindows(limit: string): Promise<void> {
  await otherProgram(`DELETE FROM rate_limits WHERE key LIKE '${limit}:%'`)
}
