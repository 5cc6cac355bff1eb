/** Starts the PostgreSQL server that all tests of a run share. */
import type { TestProject } from 'vitest/node'
import { migratePostgres } from '@/db/migrate-postgres'
import { startPostgres } from './postgres-server'

/** Migrated once; every test file gets a copy. */
export const TEMPLATE = 'gatehouse_template'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server's default database; null when the tests run on SQLite. */
    postgres: string | null
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await server.create(TEMPLATE)
  await migratePostgres(server.urlOf(TEMPLATE))
  project.provide('postgres', server.url)
  return () => server.stop()
}
