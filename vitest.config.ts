/** Unit tests beside the code, and the guards of structure. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@': path('.'),
      'server-only': path('scripts/support/empty.mjs'),
    },
  },
  test: {
    include: ['{app,db,lib,tests}/**/*.test.{ts,tsx}', '*.test.ts'],
    setupFiles: ['tests/support/console.ts'],
    allowOnly: false,
    // Real hashes on a busy machine; a test that was given up on would run on into the next one.
    testTimeout: 30_000,
  },
})
