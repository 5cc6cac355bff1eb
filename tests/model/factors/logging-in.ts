/** The steps that begin sessions: of users, and of thieves who know the password. */
import { expect } from 'vitest'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { refreshSession } from '@/lib/sessions/refresh'
import { choosePassword, clock } from '../real'
import {
  adopt,
  given,
  holderAt,
  met,
  replace,
  textOf,
  userOf,
  type Step,
  type Typed,
} from './judging'
import {
  asksCode,
  identifies,
  isLiving,
  isOpen,
  isTrusted,
  LIMITS,
  opens,
  spend,
  takeTry,
  type Holder,
  type Model,
  type Pending,
  type User,
} from './model'
import {
  actorOf,
  begunBy,
  placeOf,
  proofIn,
  resetByLink,
  tryCode,
  tryPassword,
  tryPasswordOfDevice,
} from './real'

/** @param other as another user than the browser's own, whose password is known */
export function logIn(h: number, other: boolean): Step {
  return async (model, real) => {
    const holder = holderAt(model, h)
    const u = other ? (holder.user + 1) % model.users.length : holder.user
    const user = userOf(model, u)
    const result = await tryPassword(model, real, holder, u)
    const trusted = isTrusted(model, user, holder.secret)
    if (asksCode(model, user) && !trusted) return waits(model, holder, u, 'web', result)
    if (!result.ok) throw new Error(`refused as ${result.reason}`)
    if (holder.jar && identifies(model, holder.jar)) replace(holder.jar)
    user.known.set(holder.secret, user.known.get(holder.secret) ?? null)
    const began = asksCode(model, user) ? 'trust' : 'no-factor'
    met[began === 'trust' ? 'trusted' : 'no code needed'] += 1
    const proof = { hasFactor: false, authTime: model.now }
    await adopt(model, holder, result.tokens, { u, began, kind: 'web', ...proof })
  }
}

/** By the API, which knows no cookies and so no trust. */
export function logInDevice(h: number): Step {
  return async (model, real) => {
    const holder = holderAt(model, h)
    const { user: u } = holder
    const result = await tryPasswordOfDevice(model, real, holder)
    if (asksCode(model, userOf(model, u))) return waits(model, holder, u, 'device', result)
    if (!result.ok) throw new Error(`refused as ${result.reason}`)
    const proof = { hasFactor: false, authTime: model.now }
    await adopt(model, null, result.tokens, { u, began: 'no-factor', kind: 'device', ...proof })
  }
}

function waits(
  model: Model,
  holder: Holder,
  u: number,
  kind: Pending['kind'],
  result: Awaited<ReturnType<typeof tryPasswordOfDevice>>,
): void {
  expect(result, 'a password alone').toMatchObject({ ok: false, reason: 'second-factor' })
  if (result.ok || result.reason !== 'second-factor') return
  met.waiting += 1
  const { version } = userOf(model, u)
  const whose = { user: u, version, kind, token: result.token }
  holder.pending = { ...whose, end: model.now + LIMITS.pending, tries: 0, over: false }
  model.pendings.push(holder.pending)
}

/** Goes on with a log-in that waits. */
export function goOn(h: number, typed: Typed, trusts: boolean): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const { pending } = holder
    if (!pending) return
    const code = textOf(model, pending.user, typed)
    const user = userOf(model, pending.user)
    const result = await tryCode(model, holder, pending, { code, trusts })
    const reason = refusalOf(model, holder, pending, code)
    if (reason) expect(result, 'a code').toMatchObject({ ok: false, reason })
    if (reason === 'log-in-expired') holder.pending = null
    if (reason) return
    if (!result.ok) throw new Error(`refused as ${result.reason}`)
    Object.assign(pending, { over: true })
    holder.pending = null
    const isWeb = pending.kind === 'web'
    if (isWeb && holder.jar && identifies(model, holder.jar)) replace(holder.jar)
    if (isWeb) recognise(model, user, holder, trusts)
    const proof = { hasFactor: true, authTime: model.now }
    const begun = { u: pending.user, began: 'code' as const, kind: pending.kind, ...proof }
    await adopt(model, isWeb ? holder : null, result.tokens, begun)
  }
}

export function logInAndGoOn(h: number, typed: Typed, trusts: boolean): Step {
  return async (model, real) => {
    await logIn(h, false)(model, real)
    await goOn(h, typed, trusts)(model, real)
  }
}

/** With the password of another user, and the cookies and the code of its own. */
export function intrude(h: number): Step {
  return async (model, real) => {
    await logIn(h, true)(model, real)
    await goOn(h, { what: 'of another', n: 0 }, true)(model, real)
  }
}

/** Wrong codes in a row, over as many log-ins as that takes, and a right one at last. */
export function guess(h: number, tries: number): Step {
  return async (model, real) => {
    for (let n = 0; n < tries; n += 1) {
      if (!holderAt(model, h).pending) await logIn(h, false)(model, real)
      if (!holderAt(model, h).pending) return
      await goOn(h, { what: 'wrong', n }, false)(model, real)
    }
    await goOn(h, { what: 'now', n: 0 }, false)(model, real)
  }
}

/** More wrong codes than all unknown browsers have together. */
export function guessAsStranger(h: number): Step {
  return async (model, real) => {
    Object.assign(holderAt(model, h), { secret: newDeviceSecret(), pending: null })
    await guess(h, LIMITS.strangers + 1)(model, real)
  }
}

/** Why a code is refused, which counts; null if it is right, which uses it up. */
function refusalOf(model: Model, { secret }: Holder, pending: Pending, code: string) {
  const user = userOf(model, pending.user)
  const isKnown = pending.kind === 'web' && user.known.has(secret)
  const [what, most] = isKnown ? [secret, LIMITS.known] : ['strangers', LIMITS.strangers]
  if (!isOpen(model, pending)) {
    met.expired += 1
    return 'log-in-expired'
  }
  if (!takeTry(user, what, most)) {
    met.limited += 1
    return 'too-many-tries'
  }
  if (!spend(model, user, code)) {
    pending.tries += 1
    met.wrong += 1
    return 'wrong-code'
  }
  met.right += 1
  // Strangers share their tries: the right one only gives its own back.
  user.wrong.set(what, isKnown ? 0 : (user.wrong.get(what) ?? 1) - 1)
  return null
}

function recognise(model: Model, user: User, { secret }: Holder, trusts: boolean): void {
  const trust = { until: model.now + LIMITS.trust, version: user.version }
  user.known.set(secret, trusts ? trust : (user.known.get(secret) ?? null))
}

/** Refreshes, which gives nothing of what a confirmation gave. Thieves do not, or they are found. */
export function refresh(h: number): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const { jar } = holder
    if (!jar || holder.isThief) return
    const { session } = jar
    const isDue = isLiving(model, session) && model.now < jar.refreshEnd
    const shown = { token: jar.refresh, from: placeOf(holder) }
    const result = await refreshSession(shown, clock(model))
    expect(result.ok, 'a refresh').toBe(isDue)
    if (!result.ok) return
    const { accessEnd, refreshEnd, idleEnd } = await begunBy(result.tokens)
    const { hasFactor, authTime } = session
    const { access: text, refresh: next } = result.tokens
    expect(proofIn(text), 'what a refresh inherits').toEqual({ hasFactor, authTime })
    session.idleEnd = idleEnd
    const access = given(model, { session, kind: 'web', text, end: accessEnd, hasFactor, authTime })
    holder.jar = { session, access, refresh: next, refreshEnd }
  }
}

export function changePassword(h: number): Step {
  return async (model) => {
    const holder = holderAt(model, h)
    const { jar } = holder
    if (!jar || !opens(model, jar.access)) return
    const user = userOf(model, jar.session.user)
    if ((user.wrong.get('confirmations') ?? 0) >= LIMITS.confirmations) return
    const actor = await actorOf(model, jar.access)
    if (!actor) throw new Error('The guard refused')
    const { tokens } = await choosePassword(model, actor, user.passwords, placeOf(holder))
    user.wrong.delete('confirmations')
    Object.assign(user, { version: user.version + 1, passwords: user.passwords + 1 })
    const { user: u, hasFactor } = jar.session
    // The password alone proves less than the log-in did.
    const isProof = !asksCode(model, user) && !hasFactor
    const authTime = isProof ? model.now : jar.session.authTime
    const begun = { u, began: 'new-password' as const, kind: 'web' as const, hasFactor, authTime }
    await adopt(model, holder, tokens, begun)
  }
}

/** The link that a mail would have held. The user must log in afterwards. */
export function resetPassword(u: number): Step {
  return async (model, real) => {
    const user = userOf(model, u)
    expect(await resetByLink(model, real, u), 'a link').toBe(true)
    Object.assign(user, { version: user.version + 1, passwords: user.passwords + 1 })
  }
}
