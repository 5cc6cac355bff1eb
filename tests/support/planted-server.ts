/** A server of a build without middleware, with pages that a team adds and a made-up language. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { closeDatabase } from '@/db/connection'
import { shareDatabase, test as base } from '../e2e/fixtures'
import { pseudoLanguage } from './pseudo-language'
import { startServer, type TestServer } from './server'
import { buildWithoutMiddleware } from './planted-build'

export const SECRET = 'what only the owner may read'
export const UNGUARDED = '/dashboard/unguarded'
export const ORDERS = '/dashboard/orders'
/** The page in README. */
const SAMPLE = 'examples/page'

/** Pages that a team adds: one without a guard, and the page of README. */
const PLANTED = {
  ...pseudoLanguage(),
  ...Object.fromEntries(
    readdirSync(SAMPLE).map((file) => [
      `app${ORDERS}/${file}`,
      readFileSync(`${SAMPLE}/${file}`, 'utf8'),
    ]),
  ),
  [`app${UNGUARDED}/page.tsx`]: `export default function Page() { return <p>${SECRET}</p> }\n`,
}

export const BUILD_MS = 900_000

export const test = base.extend<object, { project: string; server: TestServer }>({
  project: [
    // Playwright requires the braces, even without dependencies.
    async ({}, use) => {
      const project = await buildWithoutMiddleware(PLANTED)
      await use(project)
      rmSync(project, { recursive: true })
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
  server: [
    async ({ project }, use) => {
      const server = await startServer({ project })
      await shareDatabase(server)
      await use(server)
      await closeDatabase()
      await server.stop()
    },
    { scope: 'worker' },
  ],
})
