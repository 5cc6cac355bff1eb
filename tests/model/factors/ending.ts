/** The steps that end sessions and trust, of users, thieves and administrators. */
import { expect } from 'vitest'
import type { Scope } from '../leaving'
import { adminDisables, adminEnables, end } from '../real'
import { holderAt, met, textOf, userOf, type Step } from './judging'
import { asksCode, LIMITS, opens, voidWaiting } from './model'
import { adminResets, idOf, placeOf, tokensIn, tryCode } from './real'

export function logOut(h: number, scope: Scope): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const { jar } = holder
    if (!jar || !opens(model, jar.access)) return
    expect(await end(model, tokensIn(holder), scope, placeOf(holder)), 'it was open').toBe(true)
    const { session } = jar
    if (scope === 'this') session.ended = true
    if (scope === 'everywhere') userOf(model, session.user).version += 1
    if (scope !== 'others') return
    for (const other of model.sessions) {
      if (other.user === session.user && other !== session) other.ended = true
    }
  }
}

/** An administrator takes the second factor away, at once or a day later. */
export function reset(u: number, isNow: boolean): Step {
  return async (model, real) => {
    const user = userOf(model, u)
    const { app, codes } = user
    const result = await adminResets(model, real, u, isNow)
    if (!app || !asksCode(model, user)) return expect(result).toMatchObject({ reason: 'no-factor' })
    const isLater = !isNow && codes.some(({ used }) => !used)
    if (isLater && app.removal !== null) return expect(result).toMatchObject({ reason: 'already' })
    expect(result.ok, 'whether it was reset').toBe(true)
    met.reset += 1
    if (!isLater) {
      user.dead.push(...codes.slice(0, 1).map(({ text }) => text))
      Object.assign(user, { app: null, codes: [] })
    } else app.removal = model.now + LIMITS.removal
    voidWaiting(model, u)
    user.version += 1
  }
}

/** Disables and enables a user: no log-in that waited goes on, then or later. */
export function shutOut(u: number): Step {
  return async (model, real) => {
    const user = userOf(model, u)
    expect(await adminDisables(model, idOf(real, u)), 'whether it was done').toBe(true)
    user.version += 1
    for (const holder of model.holders) {
      const { pending } = holder
      if (pending?.user !== u) continue
      const code = textOf(model, u, { what: 'now', n: 0 })
      const result = await tryCode(model, holder, pending, { code, trusts: false })
      expect(result, 'a disabled user').toEqual({ ok: false, reason: 'log-in-expired' })
    }
    expect(await adminEnables(model, idOf(real, u)), 'whether it was done').toBe(true)
  }
}

/** A thief copies what a browser keeps: its cookies, and the token of a log-in that waits. */
export function copy(h: number, thief: number): Step {
  return async (model) => {
    const { user, jar, pending } = holderAt(model, h)
    Object.assign(holderAt(model, thief), { user, jar, pending })
  }
}

/** The same of the cookie by which the user's log-ins know the browser, and trust it. */
export function copyDevice(h: number, thief: number): Step {
  return async (model) => {
    const { user, secret } = holderAt(model, h)
    Object.assign(holderAt(model, thief), { user, secret })
  }
}
