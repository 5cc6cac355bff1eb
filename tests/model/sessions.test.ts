import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { sessionOfRefreshToken } from '@/lib/sessions/identify'
import { useFreshDatabase } from '../support/database'
import { steal, steps } from './commands'
import { LINES, walked } from './judging'
import { logIn } from './leaving'
import { isHonest, isLiving, LIMITS, newModel, verdictOnRefresh, type Model } from './model'
import { clock, generationOf, incidentKinds, newReal } from './real'

const USERS = 2
const BROWSERS = 3
const STEPS = 40
/** `npm run test:long -- walks` sets more. Queries to PostgreSQL are slower. */
const WALKS = Number(process.env.WALKS ?? (inject('postgres') ? 30 : 300))
/** Fixed, so that a new failure comes from a change in the code; set `SEED` for other walks. */
const SEED = Number(process.env.SEED ?? 20260101)

// With these settings a walk meets every way in which a session ends.
useFreshDatabase({ CLOCK_TOLERANCE: '0s', ACCESS_TOKEN_TTL: `${LIMITS.access}s` })

test(
  'the promises hold on random walks of users, thieves, clocks and crashes',
  async () => {
    const commands = fc.commands(steps(BROWSERS, USERS), { maxCommands: STEPS, size: 'max' })
    const walk = fc.asyncProperty(fc.boolean(), commands, async (robbed, walkOf) => {
      const model = newModel(USERS, BROWSERS)
      const real = await newReal(USERS)
      for (let i = 0; i < BROWSERS; i += 1) await logIn(i, i % 2 === 0)(model, real)
      // Half of the walks begin with stolen cookies, since few would reach reuse otherwise.
      if (robbed) await steal(0)(model, real)
      await fc.asyncModelRun(() => ({ model, real }), walkOf)
      await expectPromises(model)
    })
    // Both databases may share a process, and with it these counters.
    for (const line of LINES) walked[line] = 0
    await fc.assert(walk, { numRuns: WALKS, seed: SEED })
    console.log(`${WALKS} walks, refreshes by verdict:`, walked)
    for (const line of LINES) {
      expect(walked[line], `walks through “${line}”`).toBeGreaterThan(WALKS / 20)
    }
  },
  // A busy machine takes ten times as long as an idle one.
  60_000 + WALKS * 3000,
)

/** Checks I1, I2, I3 and I6 for every token that was ever issued. */
async function expectPromises(model: Model): Promise<void> {
  for (const session of model.sessions) {
    expect(await generationOf(session.id), 'I3: the newest generation').toBe(session.generation)
    const incidents = await incidentKinds(session.id)
    if (isHonest(model, session)) expect(incidents, 'nobody honest is suspected').toEqual([])
    if (session.suspected) expect(incidents, 'I5: another browser’s copy').not.toEqual([])
    const reuses = incidents.filter((kind) => kind === 'reuse').length
    expect(reuses, 'I5: a copy that gave itself away').toBe(session.reused ? 1 : 0)
  }
  for (const jar of model.issued) {
    if (isLiving(model, jar.session)) {
      // An expired token opens nothing for any holder.
      if (model.now >= jar.accessEnd) expect(await opens(model, jar.access), 'I6').toBe(false)
      continue
    }
    expect(await opens(model, jar.access), 'I1: an ended session').toBe(false)
    expect(await sessionOfRefreshToken(jar.refresh, clock(model)), 'I1').toBeNull()
    expect(verdictOnRefresh(model, jar)).toMatch(/^(ended|replaced)$/)
  }
}

async function opens(model: Model, access: string): Promise<boolean> {
  return (await authenticate(access, 'web', clock(model))).ok
}
