/**
 * Unit tests beside the code, and the guards of structure. The domain's tests run twice: on SQLite
 * and on a real PostgreSQL server. Files share a process, so that the product is loaded once and
 * not a hundred times; what a test leaves behind is its own fault, and `useFreshDatabase` resets
 * what the product remembers.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * What kills processes, breaks connections or replaces a part of Next.js has a process of its own for
 * each file.
 */
const ALONE = ['tests/fire/**/*.test.ts', 'db/drivers/**/*.test.ts', 'lib/request/**/*.test.ts']

const common = {
  setupFiles: ['tests/support/console.ts'],
  allowOnly: false,
  // The machine may be busy; a test that was given up on would run on into the next one.
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
          exclude: ['db/**/postgres*.test.ts', ...ALONE],
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

/** Every test that asks for a database of its own, but those of SQLite's file: `sqlite-….test.ts`. */
function domainTests(): string[] {
  const files = ['lib', 'tests/model'].flatMap((folder) =>
    readdirSync(path(folder), { encoding: 'utf8', recursive: true }).map((f) => `${folder}/${f}`),
  )
  return files.filter(
    (file) =>
      /(^|\/)(?!sqlite)[^/]+\.test\.ts$/.test(file) &&
      readFileSync(path(file), 'utf8').includes('useFreshDatabase('),
  )
}
