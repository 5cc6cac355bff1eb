/** Browser tests; `npm test` finds the browser and names it in CHROMIUM_PATH. */
import { defineConfig, devices } from '@playwright/test'
import type { Options } from './tests/e2e/fixtures'

const { CHROMIUM_PATH, PROXIES } = process.env

/** What happens here within so many seconds must not wait for other tests: one file at a time. */
const CLOCKS = [
  'device-fleet',
  'keys',
  'live-ending',
  'refresh',
  'services',
  'stopping',
  'storage',
  'tabs',
  'two-servers',
]
/** It builds the app once more, beside the tests that come after it. */
const BUILDS = ['without-middleware']
const COPIES = ['postgres']
const specs = (names: string[]) => names.map((name) => `${name}.spec.ts`)

export default defineConfig<object, Options>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 3,
  fullyParallel: false,
  forbidOnly: true,
  // A test that needs a second try is at fault.
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    ...devices['Desktop Chrome'],
    headless: true,
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // They cost a sixth of the time: ask for them with `--trace=on`.
    trace: 'off',
    screenshot: 'off',
    launchOptions: CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {},
  },
  // In the order in which they begin: what takes longest one after the other comes first.
  projects: [
    { name: 'own build', testMatch: specs(BUILDS), workers: 1 },
    { name: 'clocks', testMatch: specs(CLOCKS), workers: 1 },
    { name: 'three copies', grep: /@copies/, workers: 1, use: { onFleet: true } },
    { name: 'one server', testIgnore: specs([...BUILDS, ...CLOCKS, ...COPIES]) },
    // They need programs that the others do not: `npm run test:long -- proxies`.
    ...(PROXIES ? [{ name: 'proxies', testDir: 'tests/proxies', workers: 1 }] : []),
  ],
})
