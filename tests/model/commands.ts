/** The steps of a walk: what people, thieves, clocks and crashes do. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { RefreshResult } from '@/lib/sessions/refresh'
import type { SessionTokens } from '@/lib/sessions/tokens'
import {
  crash,
  DAY,
  HOUR,
  isHonest,
  isLiving,
  keep,
  mayEnter,
  MINUTE,
  pass,
  rotate,
  seen,
  setClock,
  verdictOnRefresh,
  type Browser,
  type Jar,
  type Model,
  type Session,
} from './model'
import { begin, end, endOther, enter, refresh, restart, timesOf, type Real } from './real'

type Step = (model: Model, real: Real) => Promise<void>

/** A step with a name, so that a walk that went wrong reads as a story. */
function step(name: string, run: Step): fc.AsyncCommand<Model, Real> {
  return { check: () => true, run, toString: () => name }
}

const MOST_LOOT = 3

type Scope = 'this' | 'others' | 'everywhere'

/** The steps, the frequent ones several times: most of life is not logging out. */
export function steps(browsers: number) {
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
    one.map((i) => step(`a thief copies the cookies of browser ${i}`, steal(i))),
    copy.map((i) => step(`the thief visits with copy ${i}`, thiefVisits(i))),
  ]
  const seldom = [
    fc.tuple(one, fc.boolean()).map(([i, s]) => step(`browser ${i} logs in`, logIn(i, s))),
    fc.tuple(one, SCOPES).map(([i, s]) => step(`browser ${i} logs out (${s})`, logOut(i, s))),
    fc
      .tuple(one, SCOPES)
      .map(([i, s]) => step(`browser ${i} logs out (${s}) amid refreshes`, race(i, s))),
    fc
      .tuple(one, fc.nat(9))
      .map(([i, n]) => step(`browser ${i} ends session ${n}`, endNumber(i, n))),
    LONG.map((s) => step(`${s} s go by`, async (model) => pass(model, s))),
    JUMPS.map((s) => step(`the clock is set by ${s} s`, async (model) => setClock(model, s))),
    fc.constant(step('the process restarts', restart)),
  ]
  const times = <T>(count: number, list: T[]) => Array.from({ length: count }, () => list).flat()
  return [...times(12, often), ...times(4, sometimes), ...seldom]
}

const SCOPES = fc.constantFrom<Scope>('this', 'others', 'everywhere')
const SHORT = fc.constantFrom(1, 29, 44, 46, 9 * MINUTE, 11 * MINUTE)
const LONG = fc.constantFrom(HOUR, 13 * HOUR, 15 * DAY, 40 * DAY)
const JUMPS = fc.constantFrom(-5, -MINUTE, -HOUR, -2 * DAY, MINUTE, HOUR)

/** How often each line of the refresh table was walked, so that no walk proves nothing. */
export const walked = { rotate: 0, repeat: 0, reuse: 0, ended: 0 }

export function logIn(i: number, persistent: boolean): Step {
  return async (model, real) => {
    const browser = at(model, i)
    const version = model.users[browser.user]?.version ?? 0
    const before = browser.jar
    const isKnown = before && (stillIdentifies(model, before) || isCopy(model, before))
    const replaced = isKnown ? before.session : null
    const userId = real.userIds[browser.user] ?? ''
    const replaces = { access: before?.access ?? null, refresh: before?.refresh ?? null }
    const { tokens, end: last, idleEnd } = await begin(model, userId, version, persistent, replaces)
    if (replaced) replaced.ended = true
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
    }
    model.sessions.push(session)
    keep(model, browser, handedOut(model, session, tokens))
  }
}

/** Whether log-in and log-out know the session by these tokens. */
function stillIdentifies(model: Model, jar: Jar): boolean {
  const verdict = verdictOnRefresh(model, jar)
  return mayEnter(model, jar) || verdict === 'rotate' || verdict === 'repeat'
}

/** Only a copy can be that old: shown to the server at whichever door, it ends the session. */
function isCopy(model: Model, jar: Jar): boolean {
  return !mayEnter(model, jar) && verdictOnRefresh(model, jar) === 'reuse'
}

function visit(i: number): Step {
  return async (model) => {
    const { jar } = at(model, i)
    if (jar) await visitWith(model, jar)
  }
}

function thiefVisits(i: number): Step {
  return async (model) => {
    const jar = model.loot[i]
    if (jar) await visitWith(model, jar)
  }
}

async function visitWith(model: Model, jar: Jar): Promise<void> {
  const may = mayEnter(model, jar)
  expect((await enter(model, jar)) !== null, 'the doorway').toBe(may)
  if (may) seen(model, jar)
}

/** An honest browser refreshes when its access token runs out, and not all the time. */
function isDue(model: Model, jar: Jar): boolean {
  return !mayEnter(model, jar) || model.now > jar.accessEnd - 2 * MINUTE
}

function refreshes(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    if (!browser.jar || !isDue(model, browser.jar)) return
    keep(model, browser, await refreshWith(model, browser.jar))
  }
}

function loseAnswer(i: number): Step {
  return async (model) => {
    const { jar } = at(model, i)
    if (jar && isDue(model, jar)) await refreshWith(model, jar)
  }
}

function thiefRefreshes(i: number): Step {
  return async (model) => {
    const jar = model.loot[i]
    if (!jar) return
    const next = await refreshWith(model, jar)
    // The old copy stays: a thief throws nothing away.
    if (next && model.loot.length < MOST_LOOT) model.loot.push(next)
  }
}

/** @returns what the answer brought, or null for cleared cookies */
async function refreshWith(model: Model, jar: Jar): Promise<Jar | null> {
  const result = await refresh(model, jar)
  return judge(model, jar, result)
}

/** Holds one answer against the table, and moves the model on. */
function judge(model: Model, jar: Jar, result: RefreshResult): Jar | null {
  const { session } = jar
  const verdict = verdictOnRefresh(model, jar)
  walked[verdict] += 1
  if (isLiving(model, session) && isHonest(model, session) && model.now < jar.refreshEnd) {
    expect(result, 'I4: an honest client within its limits').toMatchObject({ ok: true })
  }
  if (verdict === 'ended' || verdict === 'reuse') {
    expect(result, 'the refresh table').toEqual({ ok: false, reason: verdict })
    if (verdict === 'reuse') session.ended = true
    return null
  }
  if (!result.ok) throw new Error(`refused as ${result.reason} instead of ${verdict}`)
  if (verdict === 'rotate') rotate(model, session)
  return handedOut(model, session, result.tokens)
}

function eightTabs(i: number): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar || !isDue(model, jar)) return
    const results = await Promise.all(Array.from({ length: 8 }, () => refresh(model, jar)))
    // Whichever came first rotated; to all others the same token was the predecessor. Where it was
    // a stolen one, whichever came first ended the session.
    const inOrder = results.toSorted((a, b) => Number(isReuse(b)) - Number(isReuse(a)))
    const answers = inOrder.map((result) => judge(model, jar, result))
    keep(model, browser, answers[0] ?? null)
  }
}

function isReuse(result: RefreshResult): boolean {
  return !result.ok && result.reason === 'reuse'
}

export function steal(i: number): Step {
  return async (model) => {
    const { jar } = at(model, i)
    if (jar && model.loot.length < MOST_LOOT) model.loot.push(jar)
  }
}

function logOut(i: number, scope: Scope): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar) return
    const known = stillIdentifies(model, jar)
    const copied = isCopy(model, jar)
    expect(await end(model, jar, scope), 'whether there was something to end').toBe(known)
    if (copied) jar.session.ended = true
    if (known) ended(model, jar.session, scope)
    if (!known || scope !== 'others') keep(model, browser, null)
  }
}

/** Refreshes race an ending; whatever they were answered, nothing of it lives. */
function race(i: number, scope: Scope): Step {
  return async (model) => {
    const browser = at(model, i)
    const { jar } = browser
    if (!jar || scope === 'others') return
    const verdict = verdictOnRefresh(model, jar)
    if (verdict === 'reuse') return
    const known = stillIdentifies(model, jar)
    const refreshing = () => refresh(model, jar)
    const results = await Promise.all([
      refreshing(),
      refreshing(),
      end(model, jar, scope).then(() => null),
      refreshing(),
      refreshing(),
    ])
    // Those that came before the ending rotated, as ever.
    const answered = results.flatMap((result) => (result?.ok ? [result.tokens] : []))
    if (answered.length > 0 && verdict === 'rotate') rotate(model, jar.session)
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

function endNumber(i: number, n: number): Step {
  return async (model) => {
    const { jar, user } = at(model, i)
    const target = model.sessions[n]
    if (!jar || !target || target === jar.session || !mayEnter(model, jar)) return
    const actor = await enter(model, jar)
    if (!actor) throw new Error('The doorway refused')
    seen(model, jar)
    const mayEnd = target.user === user && !target.ended
    expect(await endOther(model, actor, target.id), 'I7: one’s own sessions alone').toBe(mayEnd)
    if (mayEnd) target.ended = true
  }
}

function at(model: Model, i: number): Browser {
  const browser = model.browsers[i]
  if (!browser) throw new Error(`There is no browser ${i}`)
  return browser
}

/** Notes what was handed out. I3: one successor for each generation, byte for byte. */
function handedOut(model: Model, session: Session, tokens: SessionTokens): Jar {
  const jar = jarOf(session, session.generation, tokens)
  const key = `${session.id} ${session.generation}`
  const known = model.successors.get(key)
  if (known) expect(tokens.refresh, 'I3: one successor').toBe(known)
  model.successors.set(key, tokens.refresh)
  model.issued.push(jar)
  return jar
}

function jarOf(session: Session, generation: number, tokens: SessionTokens): Jar {
  const access = timesOf(tokens.access)
  return {
    session,
    generation,
    access: tokens.access,
    accessFrom: access.from,
    accessEnd: access.end,
    refresh: tokens.refresh,
    refreshEnd: timesOf(tokens.refresh).end,
  }
}
