/** Browser tests; `npm test` finds the browser and names it in CHROMIUM_PATH. */
import { defineConfig, devices } from '@playwright/test'
import type { Options } from './tests/e2e/fixtures'
import { WORKERS } from './scripts/support/workers.mjs'

const { CHROMIUM_PATH, COPIES, FOREIGN, LONG, PROXIES } = process.env

/** Tests that must see something within seconds: they run one file at a time. */
const CLOCKS = [
  'device-fleet',
  'keys',
  'live-ending',
  'processes',
  'refresh',
  'services',
  'stopping',
  'storage',
  'tabs',
  'two-servers',
]
/** They share a second build of the app: `npm run test:long -- planted`. */
const PLANTED_PAGES = ['planted-pages', 'pseudo-language']
/** They need three instances; `npm run test:long -- copies` gives them to all tagged `@copies`. */
const ON_COPIES = ['postgres']
const specs = (names: string[]) => names.map((name) => `${name}.spec.ts`)

export default defineConfig<object, Options>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: WORKERS,
  fullyParallel: false,
  // Rare faults, and what repeats a test: `npm run test:long -- rare`.
  ...(LONG ? {} : { grepInvert: /@long/ }),
  forbidOnly: true,
  // A test that needs a second attempt is faulty.
  retries: 0,
  timeout: 180_000,
  // Hashing runs at a lower priority, so on a busy machine it may take this long.
  expect: { timeout: 60_000 },
  use: {
    ...devices['Desktop Chrome'],
    headless: true,
    // Frames of transitions cost a twentieth of the time, and axe must not see a colour half changed.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // Traces cost a sixth of the time; `--trace=on` records them.
    trace: 'off',
    screenshot: 'off',
    launchOptions: CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {},
  },
  // In order of start: the longest sequences of tests come first.
  projects: [
    { name: 'clocks', testMatch: specs(CLOCKS), workers: 1 },
    {
      name: 'three copies',
      ...(COPIES ? { grep: /@copies/ } : { testMatch: specs(ON_COPIES) }),
      workers: 1,
      use: { onFleet: true },
    },
    { name: 'one server', testIgnore: specs([...PLANTED_PAGES, ...CLOCKS, ...ON_COPIES]) },
    ...(LONG ? [{ name: 'planted', testMatch: specs(PLANTED_PAGES), workers: 1 }] : []),
    // These need further programs: `npm run test:long -- foreign proxies`.
    ...(FOREIGN ? [{ name: 'foreign', testDir: 'tests/foreign', workers: 1 }] : []),
    ...(PROXIES ? [{ name: 'proxies', testDir: 'tests/proxies', workers: 1 }] : []),
  ],
})
