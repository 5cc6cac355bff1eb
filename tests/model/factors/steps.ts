/** The steps of a walk with second factors, frequent ones several times. */
import fc from 'fast-check'
import type { Scope } from '../leaving'
import { DAY, MINUTE } from '../model'
import * as ending from './ending'
import { CODES, type Step, type Typed } from './judging'
import * as loggingIn from './logging-in'
import type { Model } from './model'
import * as proving from './proving'
import type { Real } from './real'

function step(name: string, run: Step): fc.AsyncCommand<Model, Real> {
  const inTime: Step = async (model, real) => {
    // So that nothing has the time of what came before it.
    model.now += 1
    await run(model, real)
  }
  return { check: () => true, run: inTime, toString: () => name }
}

const pass = (seconds: number): Step => {
  return async (model) => void (model.now += seconds)
}

const SCOPES = fc.constantFrom<Scope>('this', 'others', 'everywhere', 'everywhere')
const SHORT = fc.constantFrom(1, 28, 30, 60, 4 * MINUTE)
const LONG = fc.constantFrom(9 * MINUTE, 11 * MINUTE, DAY, 12 * DAY, 31 * DAY)
const MANY = fc.constantFrom(3, 5, 6, 12)
/** Mostly right. */
const TYPED: fc.Arbitrary<Typed> = fc.record({
  what: fc.constantFrom(...CODES, 'now', 'now', 'again'),
  n: fc.nat(5),
})

/** @param thieves their numbers follow those of the browsers */
export function steps(users: number, browsers: number, thieves: number) {
  const user = fc.nat(users - 1)
  const browser = fc.nat(browsers - 1)
  const thief = fc.integer({ min: browsers, max: browsers + thieves - 1 })
  const all = fc.nat(browsers + thieves - 1)
  const by = (name: string, run: (h: number) => Step, who = all) =>
    who.map((h) => step(`${h} ${name}`, run(h)))
  const typing = (name: string, run: (h: number, typed: Typed, trusts: boolean) => Step) =>
    fc
      .tuple(all, TYPED, fc.boolean())
      .map(([h, typed, trusts]) =>
        step(
          `${h} ${name}: ${typed.what} ${typed.n}${trusts ? ', trusting' : ''}`,
          run(h, typed, trusts),
        ),
      )
  const often = [
    by('logs in', (h) => loggingIn.logIn(h, false)),
    typing('logs in and goes on', loggingIn.logInAndGoOn),
    typing('logs in and goes on', loggingIn.logInAndGoOn),
    typing('goes on', loggingIn.goOn),
    SHORT.map((s) => step(`${s} s go by`, pass(s))),
  ]
  const sometimes = [
    by('sets up an app', (h) => proving.setUp(h)),
    by('logs in and sets up an app', logInAndSetUp),
    by('logs in as another, with its own code', loggingIn.intrude),
    by('visits', proving.visit),
    by('refreshes', loggingIn.refresh, browser),
    typing('confirms', proving.confirm),
    fc
      .tuple(browser, thief)
      .map(([h, t]) => step(`${t} copies the cookies of ${h}`, ending.copy(h, t))),
    fc
      .tuple(browser, thief)
      .map(([h, t]) => step(`${t} copies the device of ${h}`, ending.copyDevice(h, t))),
    fc.tuple(all, SCOPES).map(([h, s]) => step(`${h} logs out (${s})`, ending.logOut(h, s))),
  ]
  const seldom = [
    LONG.map((s) => step(`${s} s go by`, pass(s))),
    by('confirms, and refreshes', confirmAndRefresh, browser),
    by('trusts the browser for a month', trustForAMonth),
    by('trusts the browser, and replaces the app', trustBeforeAnotherApp),
    by('logs in as another', (h) => loggingIn.logIn(h, true)),
    fc.tuple(all, MANY).map(([h, n]) => step(`${h} guesses ${n} codes`, loggingIn.guess(h, n))),
    by('guesses in a new browser', loggingIn.guessAsStranger, thief),
    fc.tuple(all, MANY).map(([h, n]) => step(`${h} confirms ${n} times`, proving.guess(h, n))),
    by('logs in a device', loggingIn.logInDevice),
    by('changes the password', loggingIn.changePassword),
    by('begins an app', proving.beginApp),
    fc
      .tuple(all, MANY)
      .map(([h, n]) => step(`${h} guesses a first code`, proving.guessFirst(h, n))),
    by('finishes the app', (h) => proving.finishApp(h, true)),
    ...times(2, [
      by('removes the app', proving.removeApp),
      by('replaces the app', (h) => proving.setUp(h, true)),
      by('renews the codes', proving.renew),
    ]),
    ...times(2, [by('confirms without a code', (h) => proving.confirm(h, null))]),
    by('forgets the other browsers', proving.forgetOthers),
    user.map((u) => step(`user ${u} resets the password`, loggingIn.resetPassword(u))),
    ...times(2, [administering(user)]),
  ]
  return [...times(5, often), ...times(2, sometimes), ...seldom]
}

/** One entry for all, so that users keep their factors for a while. */
function administering(user: fc.Arbitrary<number>) {
  return fc.oneof(
    fc
      .tuple(user, fc.boolean())
      .map(([u, uses]) =>
        step(`${u} is to lose the app in a day${uses ? ', and uses it' : ''}`, lose(u, uses)),
      ),
    fc
      .tuple(user, fc.boolean())
      .map(([u, n]) =>
        step(`an administrator resets the factor of ${u}${n ? ' now' : ''}`, ending.reset(u, n)),
      ),
    user.map((u) => step(`user ${u} is disabled for a while`, ending.shutOut(u))),
  )
}

const NOW: Typed = { what: 'now', n: 0 }

function logInAndSetUp(h: number): Step {
  return async (model, real) => {
    await loggingIn.logInAndGoOn(h, NOW, false)(model, real)
    await proving.setUp(h)(model, real)
  }
}

function trustForAMonth(h: number): Step {
  return async (model, real) => {
    await loggingIn.logInAndGoOn(h, NOW, true)(model, real)
    model.now += 29 * DAY
    await loggingIn.logIn(h, false)(model, real)
    model.now += DAY
    await loggingIn.logIn(h, false)(model, real)
  }
}

function trustBeforeAnotherApp(h: number): Step {
  return async (model, real) => {
    await loggingIn.logInAndGoOn(h, NOW, true)(model, real)
    await proving.setUp(h, true)(model, real)
    await loggingIn.logIn(h, false)(model, real)
  }
}

/** A code of a time step that nothing used before. */
function confirmAndRefresh(h: number): Step {
  return async (model, real) => {
    model.now += 60
    await proving.confirm(h, NOW)(model, real)
    await loggingIn.refresh(h)(model, real)
    await proving.visit(h)(model, real)
  }
}

/**
 * A removal that was planned comes a day later, unless the owner used a code until then. The first
 * browsers are those of the users.
 */
function lose(u: number, uses: boolean): Step {
  return async (model, real) => {
    await ending.reset(u, false)(model, real)
    model.now += 60
    if (uses) await loggingIn.logInAndGoOn(u, NOW, false)(model, real)
    model.now += DAY
    await loggingIn.logIn(u, false)(model, real)
  }
}

function times<T>(count: number, list: T[]): T[] {
  return Array.from({ length: count }, () => list).flat()
}
