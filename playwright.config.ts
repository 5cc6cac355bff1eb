/** Browser tests; `npm test` finds the browser and names it in CHROMIUM_PATH. */
import { defineConfig, devices } from '@playwright/test'
import type { Options } from './tests/e2e/fixtures'

const { CHROMIUM_PATH } = process.env

/** What people do in a browser; everything else is done to one server, or is about SQLite. */
const JOURNEYS = ['sign-in', 'log-out', 'password', 'incidents', 'without-javascript']

export default defineConfig<object, Options>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A busy machine may starve a real browser once; scripts/support/tally.mjs tells when it did.
  retries: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices['Desktop Chrome'],
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 45_000,
    trace: 'retain-on-failure',
    launchOptions: CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {},
  },
  projects: [
    { name: 'one server' },
    {
      name: 'three copies',
      testMatch: JOURNEYS.map((name) => `${name}.spec.ts`),
      use: { onFleet: true },
    },
  ],
})
