/**
 * Unit tests next to the code, and the guards of structure. The domain's tests run on SQLite, and
 * those in which several writers meet also on a real PostgreSQL server: there the databases differ.
 * With `LONG=1`, all of them do. Files share a process, so that the product is loaded once and
 * not a hundred times. Each test must clean up after itself; `useFreshDatabase` resets what the
 * product keeps in memory.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { WORKERS } from './scripts/support/workers.mjs'

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

/** It takes long, and what it finds does no harm until the night. */
const UNHURRIED = ['tests/guards/unused-words.test.ts']

/** Tests that use a fresh database. */
const WRITES = /useFreshDatabase\(/

const common = {
  setupFiles: ['tests/support/console.ts'],
  allowOnly: false,
  // As long as a browser test has: the machine may be busy, and a test that timed out would run on into
  // the next one.
  testTimeout: 180_000,
  hookTimeout: 180_000,
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
    maxWorkers: WORKERS,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'sqlite',
          include: ['{app,cli,db,lib,packages,tests}/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude: [
            '{db,lib}/**/postgres*.test.ts',
            ...ALONE,
            ...(process.env.LONG ? [] : UNHURRIED),
          ],
          provide: { postgres: null },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'postgres',
          include: [
            ...testsIn(process.env.LONG ? ['lib', 'tests/model'] : ['tests/model'], WRITES),
            'lib/**/*races.test.ts',
            'db/**/postgres*.test.ts',
          ],
          exclude: [...ALONE, 'lib/**/sqlite*.test.ts'],
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

/** The tests in these folders whose text has this. */
function testsIn(folders: readonly string[], text: RegExp): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path(folder), { encoding: 'utf8', recursive: true }).map((f) => `${folder}/${f}`),
    )
    .filter((file) => /\.test\.ts$/.test(file) && text.test(readFileSync(path(file), 'utf8')))
}
