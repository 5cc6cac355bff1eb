/**
 * Unit tests beside the code, and the guards of structure. The domain's tests run twice: on SQLite
 * and on a real PostgreSQL server.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const common = {
  setupFiles: ['tests/support/console.ts'],
  allowOnly: false,
  // Real hashes on a busy machine; a test that was given up on would run on into the next one.
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
          exclude: ['db/**/postgres*.test.ts'],
          provide: { postgres: null },
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'postgres',
          include: [...domainTests(), 'db/**/postgres*.test.ts'],
          globalSetup: 'tests/support/postgres-setup.ts',
        },
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
