/** What every journey begins with: a real server, and users with real sessions. */
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test'
import { closeDatabase, transaction } from '@/db/connection'
import { forgetSettings } from '@/lib/base/env'
import { SETTING_NAMES } from '@/lib/base/settings'
import { byOwner, recordEvent } from '@/lib/events/record'
import { hashPassword } from '@/lib/passwords/hash'
import type { SessionTokens } from '@/lib/sessions/issue'
import { parseEmail } from '@/lib/users/email'
import { insertNewUser } from '@/lib/users/new-user'
import { PASSWORD } from '../support/accounts'
import { asOne, startFleet, type Fleet } from '../support/fleet'
import { givenRole, LAPTOP } from '../support/people'
import { userIdOf } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { tokensFor } from '../support/session'

export { expect } from '@playwright/test'

export interface Person {
  email: string
  password: string
}

export interface Options {
  /** Settings of the server, in addition to those of every test. */
  settings: Record<string, string>
  /** Three instances on PostgreSQL instead of one server on SQLite. */
  onFleet: boolean
}

interface Fixtures {
  /** The three instances, for tests that need them. */
  fleet: Fleet
  /** A user with an account. */
  person: Person
  /** The dashboard of that user, in a browser that stays signed in. */
  dashboard: Page
}

interface Servers {
  server: TestServer
  /** Null when the tests run on one server. */
  copies: Fleet | null
}

/** Settings that suit every file, so that all files can share a server. */
const COMMON = {
  API_AUDIENCES: 'orders,payments',
  CORS_ORIGINS: 'https://app.example.com',
  // `npm run test:long -- journeys` runs all tests on several processes.
  ...(process.env.PROCESSES && { WEB_CONCURRENCY: process.env.PROCESSES }),
}
/** Kept because hashing is slow by design; one per database, since each has its own pepper. */
const hashes = new Map<string, Promise<string>>()
let people = 0

export const test = base.extend<Fixtures, Options & Servers>({
  settings: [{}, { option: true, scope: 'worker' }],
  onFleet: [false, { option: true, scope: 'worker' }],

  copies: [
    async ({ settings, onFleet }, use) => {
      const fleet = onFleet ? await startFleet({ ...COMMON, ...settings }) : null
      await use(fleet)
      await fleet?.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  server: [
    async ({ settings, copies }, use) => {
      const server = copies ? asOne(copies) : await startServer({ env: { ...COMMON, ...settings } })
      await shareDatabase(server)
      await use(server)
      await closeDatabase()
      if (!copies) await server.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  fleet: async ({ copies }, use) => {
    if (!copies) throw new Error('Only the project "three copies" has them')
    await use(copies)
  },

  baseURL: async ({ server }, use) => {
    await use(server.origin)
  },

  person: async ({ server }, use) => {
    await shareDatabase(server)
    await use(await givenPerson())
  },

  dashboard: async ({ context, page, person, server }, use) => {
    await signIn(context, person, server)
    await page.goto('/dashboard')
    await use(page)
  },
})

/** An account as sign-up leaves it, but without a session. Tests of sign-up use the form. */
export async function givenPerson(): Promise<Person> {
  people += 1
  const person = { email: `person${people}@example.com`, password: PASSWORD }
  const email = parseEmail(person.email)
  if (!email) throw new Error(`${person.email} is no address`)
  const passwordHash = await hashOfPassword()
  const now = new Date()
  await transaction({ locks: 'none' }, async () => {
    const id = await insertNewUser({ email, name: 'Ada Lovelace', passwordHash }, now)
    if (id === null) throw new Error(`There is a ${person.email} already`)
    await recordEvent({ type: 'user_created', ...byOwner(id), from: LAPTOP }, now)
  })
  return person
}

function hashOfPassword(): Promise<string> {
  const place = process.env.DATABASE_URL ?? ''
  const known = hashes.get(place) ?? hashPassword(PASSWORD)
  hashes.set(place, known)
  return known
}

/**
 * Gives this browser a new session, as if the user had logged in with `Stay signed in`.
 *
 * @returns its tokens
 */
export async function signIn(
  context: BrowserContext,
  person: Person,
  server: TestServer,
): Promise<SessionTokens> {
  const tokens = await tokensFor(person)
  await keepTokens(context, tokens, server)
  return tokens
}

/** Signs a new administrator in to this browser. */
export async function givenAdministrator(page: Page, server: TestServer): Promise<Person> {
  await shareDatabase(server)
  const person = await givenPerson()
  await givenRole(await userIdOf(person.email), 'administrator')
  await signIn(page.context(), person, server)
  return person
}

/** Gives this browser the cookies that an answer with these tokens would set. */
export async function keepTokens(
  context: BrowserContext,
  { access, refresh, accessExpiresAt, refreshExpiresAt }: SessionTokens,
  server: TestServer,
): Promise<void> {
  const cookie = (name: string, value: string, expires: Date, sameSite: 'Lax' | 'Strict') => ({
    name,
    value,
    url: server.origin,
    httpOnly: true,
    sameSite,
    expires: Math.floor(expires.getTime() / 1000),
  })
  await context.addCookies([
    cookie('gh_access', access, accessExpiresAt, 'Lax'),
    cookie('gh_refresh', refresh, refreshExpiresAt, 'Strict'),
  ])
}

/** Lets this process use the server's database, as a second instance would. */
export async function shareDatabase(server: TestServer): Promise<void> {
  if (process.env.DATABASE_URL === server.env.DATABASE_URL) return
  await closeDatabase()
  // Settings of the last server, such as another algorithm, must not remain.
  for (const name of SETTING_NAMES) delete process.env[name]
  Object.assign(process.env, server.env)
  forgetSettings()
}

/** Waits until the access token has expired, when the browser drops its cookie. */
export async function expired(context: BrowserContext): Promise<void> {
  await expect.poll(() => cookieValue(context, 'access'), { intervals: [50] }).toBeNull()
}

/** All cookies of this browser but the one that outlives its sessions. */
export async function cookiesOfSession(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => !name.endsWith('gh_device'))
}

/** The value of one of the two session cookies; null when the browser has none. */
export async function cookieValue(
  context: BrowserContext,
  kind: 'access' | 'refresh',
): Promise<string | null> {
  const jar = await context.cookies()
  return jar.find((cookie) => cookie.name.endsWith(`gh_${kind}`))?.value ?? null
}
