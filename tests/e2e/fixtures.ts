/** What every journey begins with: a real server of its own, and people with real sessions. */
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test'
import { closeDatabase } from '@/db/connection'
import { forgetSettings, SETTING_NAMES } from '@/lib/env'
import type { SessionTokens } from '@/lib/sessions/tokens'
import { signUp } from '@/lib/users/sign-up'
import { asOne, startFleet } from '../support/fleet'
import { LAPTOP } from '../support/people'
import { startServer, type TestServer } from '../support/server'
import { tokensFor } from '../support/session'

export { expect } from '@playwright/test'

export interface Person {
  email: string
  password: string
}

export interface Options {
  /** Settings of the server, beside those every test has. */
  settings: Record<string, string>
  /** Three copies on PostgreSQL in place of one server on SQLite. */
  onFleet: boolean
}

interface Fixtures {
  /** Somebody with an account. */
  person: Person
  /** The dashboard of that person, in a browser that stays signed in. */
  dashboard: Page
}

const NOTHING = { access: null, refresh: null }
let people = 0

export const test = base.extend<Fixtures, Options & { server: TestServer }>({
  settings: [{}, { option: true, scope: 'worker' }],
  onFleet: [false, { option: true, scope: 'worker' }],

  server: [
    async ({ settings, onFleet }, use) => {
      const fleet = onFleet ? await startFleet(settings) : null
      const server = fleet ? asOne(fleet) : await startServer({ env: settings })
      await shareDatabase(server)
      await use(server)
      await closeDatabase()
      await (fleet ?? server).stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],

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

/** An account, made by the product's own code in the server's database. */
export async function givenPerson(): Promise<Person> {
  people += 1
  const person = { email: `person${people}@example.com`, password: 'a fine long passphrase' }
  const made = await signUp({ ...person, name: 'Ada Lovelace', from: LAPTOP, replaces: NOTHING })
  if (!made.ok) throw new Error(made.reason)
  return person
}

/**
 * A session of its own for this browser, as if the person had logged in with `Stay signed in`.
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

/** Gives this browser the cookies of an answer that brought these tokens. */
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

/** Lets this process work on the server's database, as a second server would. */
export async function shareDatabase(server: TestServer): Promise<void> {
  if (process.env.DATABASE_URL === server.env.DATABASE_URL) return
  await closeDatabase()
  // Nothing of the server before may stay behind, such as another algorithm.
  for (const name of SETTING_NAMES) delete process.env[name]
  Object.assign(process.env, server.env)
  forgetSettings()
}

/** Waits until the access token has run out: a browser drops its cookie at that very second. */
export async function expired(context: BrowserContext): Promise<void> {
  await expect.poll(() => cookieValue(context, 'access'), { intervals: [50] }).toBeNull()
}

/** The value of one of the two session cookies; null when the browser has none. */
export async function cookieValue(
  context: BrowserContext,
  kind: 'access' | 'refresh',
): Promise<string | null> {
  const jar = await context.cookies()
  return jar.find((cookie) => cookie.name.endsWith(`gh_${kind}`))?.value ?? null
}
