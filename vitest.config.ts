/**
 * Unit tests next to the code, and the guards of structure. The domain's tests run twice: on SQLite
 * and on a real PostgreSQL server. Files share a process, so that the product is loaded once and
 * not a hundred times. Each test must clean up after itself; `useFreshDatabase` resets what the
 * product keeps in memory.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * Tests that kill processes, break connections or replace parts of Next.js: a process per file. A
 * module that another file has loaded would keep the real parts.
 */
const ALONE = [
  'tests/fire/**/*.test.ts',
  'db/drivers/**/*.test.ts',
  'lib/request/**/*.test.ts',
  ...testsIn(['app', 'lib'], /\bvi\.mock\(/),
]

const common = {
  setupFiles: ['tests/support/console.ts'],
  allowOnly: false,
  // Long, since the machine may be busy, and a test that timed out would run on into the next one.
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  resolve: {
    alias: {
      '@': path('.'),
      '@gatehouse/verify': path('packages/verify/src/index.ts'),
      'server-only': path('scripts/support/empty.mjs'),
    },
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'sqlite',
          include: ['{app,cli,db,lib,packages,tests}/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude: ['{db,lib}/**/postgres*.test.ts', ...ALONE],
          provide: { postgres: null },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'postgres',
          include: [...domainTests(), 'db/**/postgres*.test.ts'],
          exclude: ALONE,
          globalSetup: 'tests/support/postgres-setup.ts',
          isolate: false,
        },
      },
      {
        extends: true,
        test: { ...common, name: 'alone', include: ALONE, provide: { postgres: null } },
      },
    ],
  },
})

/** Every test that uses a fresh database, except those of SQLite's file: `sqlite-….test.ts`. */
function domainTests(): string[] {
  const isOfSqlite = (file: string) => /(^|\/)sqlite[^/]*$/.test(file)
  return testsIn(['lib', 'tests/model'], /useFreshDatabase\(/).filter((file) => !isOfSqlite(file))
}

/** The tests in these folders whose text has this. */
function testsIn(folders: readonly string[], text: RegExp): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path(folder), { encoding: 'utf8', recursive: true }).map((f) => `${folder}/${f}`),
    )
    .filter((file) => /\.test\.ts$/.test(file) && text.test(readFileSync(path(file), 'utf8')))
}
