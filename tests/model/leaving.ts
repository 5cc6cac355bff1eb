/** The steps that begin and end sessions. */
import { expect } from 'vitest'
import { endAsReused, handedOut, refreshWith } from './judging'
import {
  keep,
  mayEnter,
  rotate,
  seen,
  verdictOnRefresh,
  type Browser,
  type Jar,
  type Model,
  type Session,
} from './model'
import { begin, end, endOther, enter, clientOf, refresh, type Begun, type Real } from './real'

export type Step = (model: Model, real: Real) => Promise<void>
export type Scope = 'this' | 'others' | 'everywhere'

export function logIn(i: number, persistent: boolean): Step {
  return async (model, real) => {
    const browser = at(model, i)
    const version = model.users[browser.user]?.version ?? 0
    const before = browser.jar
    const isKnown = before !== null && stillIdentifies(model, before)
    const isStolen = before !== null && isCopy(model, before)
    const userId = real.userIds[browser.user] ?? 'usr_none'
    const replaces = { access: before?.access ?? null, refresh: before?.refresh ?? null }
    const place = clientOf(browser)
    const begun = await begin(model, userId, version, persistent, replaces, place)
    if (isKnown) replace(model, before.session)
    if (isStolen) endAsReused(before.session)
    adopt(model, browser, version, persistent, begun)
  }
}

/** Ends the session because its browser got another one. */
export function replace(model: Model, session: Session): void {
  session.ended = true
  session.replacedAt = model.now
}

/** Logs in while another tab refreshes before the cookies of the new session arrive. */
export function logInBesideTab(i: number): Step {
  return async (model, real) => {
    const browser = at(model, i)
    const { jar } = browser
    await logIn(i, true)(model, real)
    if (jar) await refreshWith(model, jar, browser)
  }
}

/** Gives the browser a new session. */
export function adopt(
  model: Model,
  browser: Browser,
  version: number,
  persistent: boolean,
  { tokens, end: last, idleEnd }: Begun,
): void {
  const session: Session = {
    id: tokens.sessionId,
    user: browser.user,
    version,
    persistent,
    generation: 0,
    confirmed: -1,
    rotatedAt: model.now,
    idleEnd,
    end: last,
    ended: false,
    rotatedBy: 'owner',
    reused: false,
    replacedAt: null,
    suspected: false,
  }
  model.sessions.push(session)
  keep(model, browser, handedOut(model, session, tokens))
}

/** Whether log-in and log-out identify the session by these tokens. */
function stillIdentifies(model: Model, jar: Jar): boolean {
  const verdict = verdictOnRefresh(model, jar)
  return mayEnter(model, jar) || verdict === 'rotate' || verdict === 'repeat'
}

/** Only a copy can be that old: any endpoint that receives it ends the session. */
function isCopy(model: Model, jar: Jar): boolean {
  return !mayEnter(model, jar) && verdictOnRefresh(model, jar) === 'reuse'
}

export function logOut(i: number, scope: Scope): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar) return
    const known = stillIdentifies(model, jar)
    const copied = isCopy(model, jar)
    const place = clientOf(browser)
    expect(await end(model, jar, scope, place), 'whether there was something to end').toBe(known)
    if (copied) endAsReused(jar.session)
    if (known) ended(model, jar.session, scope)
    if (!known || scope !== 'others') keep(model, browser, null)
  }
}

/** Refreshes race an ending: no token of the session may work afterwards. */
export function race(i: number, scope: Scope): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar || scope === 'others') return
    const verdict = verdictOnRefresh(model, jar)
    if (verdict === 'reuse') return
    const known = stillIdentifies(model, jar)
    const place = clientOf(browser)
    const refreshing = () => refresh(model, jar, place)
    const results = await Promise.all([
      refreshing(),
      refreshing(),
      end(model, jar, scope, place).then(() => null),
      refreshing(),
      refreshing(),
    ])
    // Refreshes that came before the ending got new tokens, as always.
    const answered = results.flatMap((result) => (result?.ok ? [result.tokens] : []))
    if (answered.length > 0 && verdict === 'rotate') rotate(model, jar.session, 'owner')
    for (const tokens of answered) handedOut(model, jar.session, tokens)
    if (known) ended(model, jar.session, scope)
    keep(model, browser, null)
  }
}

function ended(model: Model, session: Session, scope: Scope): void {
  const user = model.users[session.user]
  if (scope === 'this') session.ended = true
  if (scope === 'everywhere' && user) user.version += 1
  if (scope !== 'others') return
  for (const other of model.sessions) {
    if (other.user === session.user && other !== session) other.ended = true
  }
}

export function endNumber(i: number, n: number): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar, user } = browser
    const target = model.sessions[n]
    if (!jar || !target || target === jar.session || !mayEnter(model, jar)) return
    const actor = await enter(model, jar, clientOf(browser))
    if (!actor) throw new Error('The guard refused')
    seen(model, jar)
    const isOwn = target.user === user
    // Ending it again succeeds too.
    expect(await endOther(model, actor, target.id), 'I7: one’s own sessions alone').toBe(isOwn)
    if (isOwn) target.ended = true
  }
}

export function at(model: Model, i: number): Browser {
  const browser = model.browsers[i]
  if (!browser) throw new Error(`There is no browser ${i}`)
  return browser
}
