/** The steps of a walk: what people, thieves, clocks, keys and crashes do. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { RefreshResult } from '@/lib/sessions/refresh'
import { shutOut, endAllOf, endAny } from './administering'
import { changePassword } from './changing'
import { isDue, judge, refreshWith } from './judging'
import {
  at,
  endNumber,
  logIn,
  logInBesideTab,
  logOut,
  race,
  type Scope,
  type Step,
} from './leaving'
import {
  burn,
  crash,
  DAY,
  HOUR,
  keep,
  LIMITS,
  mayEnter,
  MINUTE,
  pass,
  seen,
  setClock,
  type Browser,
  type Jar,
  type Model,
} from './model'
import { burnSigningKey, enter, clientOf, refresh, restart, type Real } from './real'

/** A step with a name, so that a failed walk prints readable steps. */
function step(name: string, run: Step): fc.AsyncCommand<Model, Real> {
  return { check: () => true, run, toString: () => name }
}

const MOST_LOOT = 3

/** The steps, frequent ones several times: real users rarely log out. */
export function steps(browsers: number, users: number) {
  const one = fc.nat(browsers - 1)
  const copy = fc.nat(MOST_LOOT - 1)
  const often = [
    one.map((i) => step(`browser ${i} visits`, visit(i))),
    one.map((i) => step(`browser ${i} refreshes`, refreshes(i))),
    copy.map((i) => step(`the thief refreshes copy ${i}`, thiefRefreshes(i))),
    SHORT.map((s) => step(`${s} s go by`, async (model) => pass(model, s))),
  ]
  const sometimes = [
    one.map((i) => step(`browser ${i} refreshes in eight tabs`, eightTabs(i))),
    one.map((i) => step(`browser ${i} loses the answer to a refresh`, loseAnswer(i))),
    one.map((i) => step(`browser ${i} crashes`, async (model) => crash(at(model, i)))),
    one.map((i) => step(`browser ${i} moves to another network`, roams(i))),
    one.map((i) => step(`a thief copies the cookies of browser ${i}`, steal(i))),
    copy.map((i) => step(`the thief visits with copy ${i}`, thiefVisits(i))),
  ]
  const seldom = [
    fc.tuple(one, fc.boolean()).map(([i, s]) => step(`browser ${i} logs in`, logIn(i, s))),
    one.map((i) => step(`browser ${i} logs in, another tab refreshes`, logInBesideTab(i))),
    fc.tuple(one, SCOPES).map(([i, s]) => step(`browser ${i} logs out (${s})`, logOut(i, s))),
    fc
      .tuple(one, SCOPES)
      .map(([i, s]) => step(`browser ${i} logs out (${s}) amid refreshes`, race(i, s))),
    fc
      .tuple(one, TABS)
      .map(([i, n]) =>
        step(`browser ${i} changes the password, ${n} tabs refresh`, changePassword(i, n)),
      ),
    fc
      .tuple(one, fc.nat(9))
      .map(([i, n]) => step(`browser ${i} ends session ${n}`, endNumber(i, n))),
    administering(fc.nat(users - 1)),
    LONG.map((s) => step(`${s} s go by`, async (model) => pass(model, s))),
    JUMPS.map((s) => step(`the clock is set by ${s} s`, async (model) => setClock(model, s))),
    fc.constant(step('the process restarts', restart)),
    fc.constant(step('the signing key is burned', burnKey)),
  ]
  const times = <T>(count: number, list: T[]) => Array.from({ length: count }, () => list).flat()
  return [...times(12, often), ...times(4, sometimes), ...seldom]
}

/** One entry for all three, so that administrators end no more sessions than users do. */
function administering(user: fc.Arbitrary<number>) {
  return fc.oneof(
    user.map((u) => step(`user ${u} is disabled for a while`, shutOut(u))),
    user.map((u) => step(`an administrator ends all of user ${u}`, endAllOf(u))),
    fc.nat(9).map((n) => step(`an administrator ends session ${n}`, endAny(n))),
  )
}

const SCOPES = fc.constantFrom<Scope>('this', 'others', 'everywhere')
const TABS = fc.constantFrom(0, 3)
const SHORT = fc.constantFrom(1, 29, 44, 46, 9 * MINUTE, 11 * MINUTE)
/** Past a limit, or just before one, so that a token is issued that would outlive the limit. */
const LONG = fc.constantFrom(
  ...[HOUR, 13 * HOUR, 15 * DAY, 40 * DAY],
  ...[LIMITS.shortIdle - 5 * MINUTE, LIMITS.idle - 5 * MINUTE],
)
const JUMPS = fc.constantFrom(-5, -MINUTE, -HOUR, -2 * DAY, MINUTE, HOUR)

function visit(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    if (browser.jar) await visitWith(model, browser.jar, browser)
  }
}

function thiefVisits(i: number): Step {
  return async (model) => {
    const jar = model.loot[i]
    if (jar) await visitWith(model, jar, 'thief')
  }
}

async function visitWith(model: Model, jar: Jar, holder: Browser | 'thief'): Promise<void> {
  const may = mayEnter(model, jar)
  expect((await enter(model, jar, clientOf(holder))) !== null, 'the guard').toBe(may)
  if (may) seen(model, jar)
}

function refreshes(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    if (!browser.jar || !isDue(model, browser.jar)) return
    keep(model, browser, await refreshWith(model, browser.jar, browser))
  }
}

function loseAnswer(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    if (browser.jar && isDue(model, browser.jar)) await refreshWith(model, browser.jar, browser)
  }
}

function thiefRefreshes(i: number): Step {
  return async (model) => {
    const jar = model.loot[i]
    if (!jar) return
    const next = await refreshWith(model, jar, 'thief')
    // The thief keeps the old copy.
    if (next && model.loot.length < MOST_LOOT) model.loot.push(next)
  }
}

function eightTabs(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar || !isDue(model, jar)) return
    const place = clientOf(browser)
    const results = await Promise.all(Array.from({ length: 8 }, () => refresh(model, jar, place)))
    // The first answer refreshed; to the others the token was already the predecessor. A stolen
    // token ended the session in the first answer.
    const inOrder = results.toSorted((a, b) => Number(isReuse(b)) - Number(isReuse(a)))
    const answers = inOrder.map((result) => judge(model, jar, result, browser))
    keep(model, browser, answers[0] ?? null)
  }
}

function isReuse(result: RefreshResult): boolean {
  return !result.ok && result.reason === 'reuse'
}

function roams(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    browser.network = (browser.network + 1) % 200
  }
}

export function steal(i: number): Step {
  return async (model) => {
    const { jar } = at(model, i)
    if (jar && model.loot.length < MOST_LOOT) model.loot.push(jar)
  }
}

/** Tokens that the key signed are refused from now on; the sessions live and can refresh. */
async function burnKey(model: Model): Promise<void> {
  await burnSigningKey()
  burn(model)
}
