import fc from 'fast-check'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { exchange, isActive, isWelcome, refreshGrant } from '../../support/app-requests'
import { useFreshDatabase } from '../../support/database'
import { look, signIn } from './ending'
import { KINDS, met } from './judging'
import { isGrantLiving, isOpen, newModel, opens, type Model } from './model'
import { newRealApps } from './real'
import { steps } from './steps'
import { copy } from './using'

useFreshDatabase({ CLOCK_TOLERANCE: '0s' })
afterEach(() => vi.useRealTimers())

const USERS = 2
const BROWSERS = 3
const APPS = 2
const STEPS = 40
/** `npm run test:long -- walks-of-apps` sets more. Queries to PostgreSQL are slower. */
const WALKS = Number(process.env.WALKS ?? (inject('postgres') ? 8 : 40))
/** Fixed, so that a new failure comes from a change in the code; set `SEED` for other walks. */
const SEED = Number(process.env.SEED ?? 20260101)

test(
  'the promises hold on random walks of applications, thieves, endings and crashes',
  async () => {
    for (const kind of KINDS) met[kind] = 0
    const commands = fc.commands(steps(BROWSERS, USERS, APPS), { maxCommands: STEPS, size: 'max' })
    const walk = fc.asyncProperty(fc.boolean(), commands, async (robbed, walkOf) => {
      const model = newModel(USERS, BROWSERS)
      const real = await newRealApps(model)
      try {
        for (let i = 0; i < USERS; i += 1) await signIn(i, 1 - i, i === 0)(model, real)
        // Half of the walks begin with a copied token, since few would reach reuse otherwise.
        if (robbed) await copy(0)(model, real)
        await fc.asyncModelRun(() => ({ model, real }), walkOf)
        await look(model, real)
        await expectPromises(model)
      } finally {
        real.stopListening()
      }
    })
    await fc.assert(walk, { numRuns: WALKS, seed: SEED })
    console.log(`${WALKS} walks, refreshes by verdict and notices:`, met)
    for (const kind of KINDS) expect(met[kind], kind).toBeGreaterThan(WALKS / 20)
  },
  60_000 + WALKS * 3000,
)

/** An ended grant opens nothing; no grant outlives its session or its user's version. */
async function expectPromises(model: Model): Promise<void> {
  for (const { grant, app, text } of model.codes) {
    if (isGrantLiving(model, grant)) continue
    expect((await exchange(app, text)).status, 'a code of an ended grant').not.toBe(200)
  }
  for (const { chain, end, text } of newestOf(model.refreshes, ({ chain }) => chain)) {
    const { app } = chain.grant
    if (isGrantLiving(model, chain.grant) && model.now < end) continue
    expect((await refreshGrant(app, text)).status, 'a refresh token after the end').not.toBe(200)
  }
  for (const access of newestOf(model.accesses, ({ grant }) => grant)) {
    const { app } = access.grant
    expect(await isWelcome(access.text), 'userinfo').toBe(opens(model, access))
    if (app.secret === null || !isOpen(app)) continue
    expect(await isActive(app, access.text), 'introspection').toBe(opens(model, access))
  }
}

/** The last of each kind. */
function newestOf<T>(all: readonly T[], kindOf: (one: T) => unknown): T[] {
  return [...new Map(all.map((one) => [kindOf(one), one])).values()]
}
