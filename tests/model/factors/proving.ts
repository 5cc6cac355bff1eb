/** The steps of signed-in users: confirming, and changing their second factor. */
import { expect } from 'vitest'
import { forgetOtherDevices } from '@/lib/devices/forget'
import {
  authenticatorOf,
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  renewCodes,
} from '@/lib/factors/set-up'
import type { Actor } from '@/lib/sessions/authenticate'
import { isProven as isActorProven } from '@/lib/sessions/recent'
import { clock, timesOf } from '../real'
import { given, holderAt, met, textOf, userOf, type Step, type Typed } from './judging'
import {
  asksCode,
  codeOf,
  isProven,
  LIMITS,
  opens,
  spend,
  stepOf,
  takeTry,
  voidWaiting,
  type Holder,
  type Model,
  type User,
} from './model'
import { actorOf, placeOf, proofIn, tryToConfirm } from './real'

/** Passes the guard of a page. */
async function enter(model: Model, { jar }: Holder): Promise<Actor | null> {
  if (!jar) return null
  const actor = await actorOf(model, jar.access)
  expect(actor !== null, 'the guard').toBe(opens(model, jar.access))
  if (!actor) return null
  const wasProven = isProven(model, jar.access)
  expect(await isActorProven(actor, clock(model)), 'whether it is a proof').toBe(wasProven)
  return actor
}

export function visit(h: number): Step {
  return async (model) => void (await enter(model, holderAt(model, h)))
}

/** @param typed null for a user who leaves the field empty */
export const confirm =
  (h: number, typed: Typed | null): Step =>
  (model) =>
    prove(model, h, typed)

async function prove(model: Model, h: number, typed: Typed | null): Promise<void> {
  const holder = holderAt(model, h)
  const actor = await enter(model, holder)
  const { jar } = holder
  if (!jar || !actor) return
  const { session } = jar
  const user = userOf(model, session.user)
  const code = typed ? textOf(model, session.user, typed) : ''
  const result = await tryToConfirm(model, holder, actor, code)
  const hasFactor = asksCode(model, user)
  const reason = refusalOf(model, user, code)
  if (reason) expect(result, 'a confirmation').toMatchObject({ ok: false, reason })
  if (reason) return
  if (!result.ok) throw new Error(`refused as ${result.reason}`)
  met.confirmed += 1
  const text = result.token.access
  const proof = { hasFactor, authTime: model.now }
  expect(proofIn(text), 'what a confirmation proves').toEqual(proof)
  const access = { session, kind: 'web' as const, text, end: timesOf(text).end, ...proof }
  holder.jar = { ...jar, access: given(model, access) }
}

/** Wrong codes in a row, and a right one at last. */
export function guess(h: number, tries: number): Step {
  return async (model) => {
    for (let n = 0; n < tries; n += 1) await prove(model, h, { what: 'wrong', n })
    await prove(model, h, NOW)
  }
}

function refusalOf(model: Model, user: User, code: string) {
  if (!takeTry(user, 'confirmations', LIMITS.confirmations)) return 'too-many-tries'
  if (asksCode(model, user)) {
    if (code === '') {
      met['code missing'] += 1
      return 'code-missing'
    }
    if (!takeTry(user, 'codes', LIMITS.codes)) {
      met.limited += 1
      return 'too-many-tries'
    }
    if (!spend(model, user, code)) {
      met.wrong += 1
      return 'wrong-code'
    }
    user.wrong.delete('codes')
  }
  user.wrong.delete('confirmations')
  return null
}

/** As `grave()`: a proof from long ago is given again, with a code that may be refused. */
async function enterGravely(model: Model, h: number): Promise<Actor | null> {
  const holder = holderAt(model, h)
  const actor = await enter(model, holder)
  if (!actor || !holder.jar || isProven(model, holder.jar.access)) return actor
  await prove(model, h, NOW)
  return isProven(model, holder.jar.access) ? enter(model, holder) : null
}

const NOW: Typed = { what: 'now', n: 0 }

function grave(
  h: number,
  act: (model: Model, actor: Actor, user: User, holder: Holder) => Promise<void>,
): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const actor = await enterGravely(model, h)
    if (actor && holder.jar) await act(model, actor, userOf(model, holder.jar.session.user), holder)
  }
}

/** Begins to set up an app, which may replace one that was never finished. */
export const beginApp = (h: number): Step =>
  grave(h, async (model, actor, user) => {
    const isNew = !asksCode(model, user)
    expect(await beginAuthenticator(actor, clock(model)), 'whether an app is begun').toBe(isNew)
    if (!isNew) return
    const state = await authenticatorOf(actor, clock(model))
    if (state.state !== 'begun') throw new Error(`The set-up is ${state.state}`)
    Object.assign(user, { app: null, begun: state.key, begunAt: model.now })
  })

/** Turns an app on, or tries with a wrong code. */
export const finishApp = (h: number, isRight: boolean): Step =>
  grave(h, async (model, actor, user, holder) => {
    const { begun } = user
    const code = isRight && begun !== null ? codeOf(model, begun) : '123456'
    const shown = { code, from: placeOf(holder) }
    const result = await confirmAuthenticator(actor, shown, clock(model))
    const isUnder = takeTry(user, 'set-up', LIMITS.codes)
    if (!isUnder) return expect(result).toMatchObject({ reason: 'too-many-tries' })
    if (begun === null) return expect(result).toEqual({ ok: false, reason: 'gone' })
    const step = stepOf(model, begun, code)
    if (step === null) return expect(result).toMatchObject({ ok: false, reason: 'wrong-code' })
    if (!result.ok) throw new Error(`The set-up is refused as ${result.reason}`)
    met['set up'] += 1
    user.wrong.delete('set-up')
    Object.assign(user, {
      app: { key: begun, last: step, since: user.begunAt, removal: null },
      begun: null,
    })
    user.dead.push(code)
    newCodes(user, result.codes)
    if (holder.jar) voidWaiting(model, holder.jar.session.user)
  })

/** Begins and turns on, and before that removes the app of now if it is to be replaced. */
export function setUp(h: number, replaces = false): Step {
  return async (model, real) => {
    if (replaces) await removeApp(h)(model, real)
    await beginApp(h)(model, real)
    await finishApp(h, true)(model, real)
  }
}

/** Begins, and guesses the first code, and types the right one at last. */
export function guessFirst(h: number, tries: number): Step {
  return async (model, real) => {
    await beginApp(h)(model, real)
    for (let n = 0; n < tries; n += 1) await finishApp(h, false)(model, real)
    await finishApp(h, true)(model, real)
  }
}

function newCodes(user: User, texts: readonly string[]): void {
  const old = user.codes.find(({ used }) => !used)
  if (old) user.dead.push(old.text)
  user.codes = texts.map((text) => ({ text, used: false }))
}

export const removeApp = (h: number): Step =>
  grave(h, async (model, actor, user, holder) => {
    const isThere = user.app !== null || user.begun !== null
    const removed = await removeAuthenticator(actor, placeOf(holder), clock(model))
    expect(removed, 'whether there was an app').toBe(isThere)
    if (user.app && holder.jar) {
      met.removed += 1
      newCodes(user, [])
      voidWaiting(model, holder.jar.session.user)
    }
    Object.assign(user, { app: null, begun: null })
  })

export const renew = (h: number): Step =>
  grave(h, async (model, actor, user, holder) => {
    const codes = await renewCodes(actor, placeOf(holder), clock(model))
    expect(codes !== null, 'whether there are codes').toBe(asksCode(model, user))
    if (!codes) return
    met.renewed += 1
    newCodes(user, codes)
  })

/** Forgets every browser but this one. */
export function forgetOthers(h: number): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const actor = await enter(model, holder)
    if (!actor || !holder.jar) return
    const { known } = userOf(model, holder.jar.session.user)
    const others = [...known.keys()].filter((secret) => secret !== holder.secret)
    const forgotten = await forgetOtherDevices(actor, holder.secret, placeOf(holder), clock(model))
    expect(forgotten, 'forgotten browsers').toBe(others.length)
    for (const secret of others) known.delete(secret)
  }
}
