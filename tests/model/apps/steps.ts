/** The steps of a walk with applications, frequent ones several times. */
import fc from 'fast-check'
import type { Scope } from '../leaving'
import * as administering from './administering'
import * as ending from './ending'
import type { Model } from './model'
import { setTime, type Real } from './real'
import * as using from './using'

function step(name: string, run: using.Step): fc.AsyncCommand<Model, Real> {
  const inTime: using.Step = async (model, real) => {
    // So that nothing has the time of what came before it.
    pass(model, 1)
    await run(model, real)
  }
  return { check: () => true, run: inTime, toString: () => name }
}

function pass(model: Model, seconds: number): void {
  model.now += seconds
  setTime(model)
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SCOPES = fc.constantFrom<Scope>('this', 'this', 'others', 'everywhere')
const SHORT = fc.constantFrom(1, 30, 9 * MINUTE, 11 * MINUTE)
const LONG = fc.constantFrom(HOUR, 13 * DAY, 15 * DAY, 40 * DAY)

export function steps(browsers: number, users: number, apps: number) {
  const one = fc.nat(browsers - 1)
  const app = fc.nat(apps - 1)
  const user = fc.nat(users - 1)
  const held = (name: string, run: (n: number) => using.Step) =>
    fc.nat(browsers * apps - 1).map((n) => step(`an application ${name} (${n})`, run(n)))
  const often = [
    held('refreshes', using.refreshOf),
    held('loses the answer to a refresh', using.loseAnswer),
    held('uses its access token', using.use),
    fc.nat(2).map((n) => step(`the thief refreshes copy ${n}`, using.thiefRefreshes(n))),
    SHORT.map((s) => step(`${s} s go by`, async (model) => pass(model, s))),
  ]
  const sometimes = [
    one.map((i) => step(`browser ${i} refreshes its session`, ending.prolong(i))),
    fc
      .tuple(one, app, fc.boolean())
      .map(([i, a, o]) =>
        step(`browser ${i} logs in to ${a}${o ? ', offline' : ''}`, ending.signIn(i, a, o)),
      ),
    held('refreshes three times at once', using.refreshAtOnce),
    held('loses a token to a thief', using.copy),
    fc.constant(step('the job looks', ending.look)),
  ]
  return [...times(8, often), ...times(4, sometimes), ...endings(one, app, user)]
}

/** Seldom ones. */
function endings(one: fc.Arbitrary<number>, app: fc.Arbitrary<number>, user: fc.Arbitrary<number>) {
  const of = (name: string, run: (i: number, a: number) => using.Step) =>
    fc.tuple(one, app).map(([i, a]) => step(`application ${a}, browser ${i}: ${name}`, run(i, a)))
  const race = fc
    .tuple(one, app, fc.boolean())
    .map(([i, a, o]) => step(`browser ${i} logs out everywhere amid ${a}`, ending.race(i, a, o)))
  const logOut = fc
    .tuple(one, SCOPES)
    .map(([i, s]) => step(`browser ${i} logs out (${s})`, ending.logOut(i, s)))
  return [
    of('gives its code twice', using.exchangeAgain),
    of('gives its code twice at once', using.exchangeAtOnce),
    fc.nat(5).map((n) => step(`an application gives a token back (${n})`, using.giveBack(n))),
    of('loses its access', ending.takeBack),
    ...times(3, [race]),
    ...times(3, [logOut]),
    fc.oneof(
      one.map((i) => step(`browser ${i} changes the password`, ending.changePassword(i))),
      user.map((u) => step(`user ${u} is disabled for a while`, administering.shutOut(u))),
      user.map((u) => step(`an administrator ends all of user ${u}`, administering.endAllOf(u))),
      fc.nat(9).map((n) => step(`an administrator ends session ${n}`, administering.endAny(n))),
    ),
    fc.oneof(
      app.map((a) => step(`application ${a} is disabled for a while`, administering.disable(a))),
      app.map((a) => step(`the secret of ${a} is burned`, administering.burnSecret(a))),
    ),
    fc.oneof(
      app.map((a) => step(`application ${a} is deleted`, administering.deleteApp(a))),
      fc.constant(step('a backup is restored', administering.restored())),
      fc.constant(step('old rows are purged', administering.purge)),
      fc.constant(step('the process restarts', administering.processRestarts)),
    ),
    LONG.map((s) => step(`${s} s go by`, async (model) => pass(model, s))),
  ]
}

function times<T>(count: number, list: T[]): T[] {
  return Array.from({ length: count }, () => list).flat()
}
