import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { refreshSession } from '@/lib/sessions/refresh'
import { useFreshDatabase } from '../../support/database'
import { LAPTOP } from '../../support/people'
import { clock } from '../real'
import { copy } from './ending'
import { holderAt, met, userOf } from './judging'
import { goOn, logIn } from './logging-in'
import { codeOf, isOpen, isTrusted, opens, spend, type Model } from './model'
import { setUp } from './proving'
import {
  actorOf,
  idOf,
  newWorld,
  storedSessions,
  tryCode,
  wouldDo,
  wouldTrust,
  type Real,
} from './real'
import { steps } from './steps'

useFreshDatabase({ CLOCK_TOLERANCE: '0s' })

const USERS = 2
const BROWSERS = 3
const THIEVES = 2
const STEPS = 60
/** `npm run test:long -- walks-of-factors` sets more. Queries to PostgreSQL are slower. */
const WALKS = Number(process.env.WALKS ?? (inject('postgres') ? 10 : 40))
/** Fixed, so that a new failure comes from a change in the code; set `SEED` for other walks. */
const SEED = Number(process.env.SEED ?? 20260101)

test(
  'the promises hold on random walks of second factors, thieves, endings and resets',
  async () => {
    for (const kind of KINDS) met[kind] = 0
    const all = steps(USERS, BROWSERS, THIEVES)
    const commands = fc.commands(all, { maxCommands: STEPS, size: 'max' })
    const walk = fc.asyncProperty(fc.boolean(), commands, async (robbed, walkOf) => {
      const { model, real } = await newWorld(USERS, BROWSERS, THIEVES)
      for (let h = 0; h < BROWSERS; h += 1) await logIn(h, false)(model, real)
      for (let u = 0; u < USERS; u += 1) await setUp(u)(model, real)
      // Half of the walks begin with a thief who copied a trusted browser's log-in.
      if (robbed) {
        model.now += 60
        await logIn(2, false)(model, real)
        await copy(2, BROWSERS)(model, real)
        await goOn(2, { what: 'now', n: 0 }, true)(model, real)
      }
      await fc.asyncModelRun(() => ({ model, real }), walkOf)
      await expectPromises(model, real)
    })
    await fc.assert(walk, { numRuns: WALKS, seed: SEED })
    console.log(`${WALKS} walks, answers:`, met)
    for (const kind of KINDS) expect(met[kind], kind).toBeGreaterThan(WALKS / 20)
  },
  60_000 + WALKS * 3000,
)

// Safe: `met` has these keys and no others.
const KINDS = Object.keys(met) as (keyof typeof met)[]

async function expectPromises(model: Model, real: Real): Promise<void> {
  const began = new Map(model.sessions.map(({ id, hasFactor }) => [id, hasFactor]))
  expect(await storedSessions(real), 'every session, and how it began').toEqual(began)
  for (const access of model.accesses) {
    const actor = await actorOf(model, access)
    expect(actor !== null, 'a token opens what its session and time allow').toBe(
      opens(model, access),
    )
  }
  await expectPendingsOpenNothing(model)
  for (const [u, user] of model.users.entries()) {
    for (const { secret } of model.holders) {
      const isValid = isTrusted(model, user, secret)
      expect(await wouldTrust(model, real, u, secret), 'trust in a browser').toBe(isValid)
    }
    for (const text of user.dead) {
      const isRight = spend(model, { ...user, dead: [] }, text)
      expect(await wouldDo(model, idOf(real, u), text), 'a code once more').toBe(isRight)
    }
  }
}

async function expectPendingsOpenNothing(model: Model): Promise<void> {
  for (const pending of model.pendings) {
    const { token, kind } = pending
    expect(await actorOf(model, { text: token, kind }), 'a pending log-in').toBeNull()
    const shown = { token, from: LAPTOP, kind }
    expect((await refreshSession(shown, clock(model))).ok, 'a pending log-in').toBe(false)
    const { app } = userOf(model, pending.user)
    if (isOpen(model, pending)) continue
    const code = { code: app ? codeOf(model, app.key) : '000000', trusts: false }
    const result = await tryCode(model, holderAt(model, 0), pending, code)
    expect(result, 'a log-in that waited').toEqual({ ok: false, reason: 'log-in-expired' })
  }
}
