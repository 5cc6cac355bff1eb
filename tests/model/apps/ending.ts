/** The steps that begin and end sessions and access. */
import { expect } from 'vitest'
import { removeAccess } from '@/lib/apps/access'
import { authorise, exchange, isWelcome, refreshGrant } from '../../support/app-requests'
import { LAPTOP } from '../../support/people'
import { sessionRow } from '../../support/rows'
import type { Scope } from '../leaving'
import { begin, choosePassword, clock, end, enter, refresh, type Begun } from '../real'
import { at, codeFor, granted, judgeExchange, met, received, userOf } from './judging'
import { isLiving, isOver, opens, verdictOn, type Browser, type Model, type Session } from './model'
import { noticeEndings, noticesDue, tokensOf, userIdOf } from './real'
import type { Step } from './using'

function logIn(i: number): Step {
  return async (model, real) => {
    const { browser } = at(model, i, 0)
    if (browser.session && isLiving(model, browser.session)) return
    const { version } = userOf(model, browser.user)
    const none = { access: null, refresh: null }
    const id = userIdOf(real, browser.user)
    adopt(model, browser, await begin(model, id, version, true, none, LAPTOP))
  }
}

function adopt(model: Model, browser: Browser, { tokens, end: last, idleEnd }: Begun): void {
  const { version } = userOf(model, browser.user)
  const limits = { idleEnd, end: last }
  const whose = { user: browser.user, version, epoch: model.epoch }
  const session: Session = { id: tokens.sessionId, ...whose, ...limits, ended: false }
  model.sessions.push(session)
  Object.assign(browser, { session, tokens })
}

/** Logs the browser in to the application, and to Gatehouse where it must. */
export function signIn(i: number, a: number, offline: boolean): Step {
  return async (model, real) => {
    await logIn(i)(model, real)
    const { browser, app } = at(model, i, a)
    const code = await codeFor(model, browser, app, offline)
    if (code !== null) browser.held[a] = judgeExchange(model, code, await exchange(app, code))
  }
}

/** The browser refreshes its own session, which then lives longer. */
export function prolong(i: number): Step {
  return async (model) => {
    const { browser } = at(model, i, 0)
    const { session } = browser
    if (!session || !isLiving(model, session)) return
    const { refresh: token } = await tokensOf(session, model)
    expect(await refresh(model, { refresh: token }, LAPTOP)).toMatchObject({ ok: true })
    const { idleExpiresAt } = await sessionRow(session.id)
    session.idleEnd = model.now + (idleExpiresAt.getTime() - clock(model).getTime()) / 1000
  }
}

export function logOut(i: number, scope: Scope): Step {
  return async (model) => {
    const { browser } = at(model, i, 0)
    const { session } = browser
    if (!session || !isLiving(model, session)) return
    browser.tokens = await tokensOf(session, model)
    expect(await end(model, browser.tokens, scope, LAPTOP), 'it was open').toBe(true)
    ended(model, session, scope)
    for (const [a, app] of model.apps.entries()) {
      await codeFor(model, browser, app, false)
      const access = browser.held[a]?.access
      if (access) expect(await isWelcome(access.text), 'userinfo').toBe(opens(model, access))
    }
  }
}

function ended(model: Model, session: Session, scope: Scope): void {
  if (scope === 'this') session.ended = true
  if (scope === 'everywhere') userOf(model, session.user).version += 1
  if (scope !== 'others') return
  for (const other of model.sessions) {
    if (other.user === session.user && other !== session) other.ended = true
  }
}

/** Refreshes and a log-in to the application race a log-out everywhere: nothing may come through. */
export function race(i: number, a: number, offline: boolean): Step {
  return async (model) => {
    const { browser, app } = at(model, i, a)
    const { session } = browser
    const held = browser.held[a]
    if (!session || !held || !isLiving(model, session)) return
    const { chain, place, text } = held.refresh
    const verdict = verdictOn(model, held.refresh)
    if (verdict === 'reuse') return
    const tokens = await tokensOf(session, model)
    const [first, code, , second] = await Promise.all([
      refreshGrant(app, text),
      authorise(app, tokens, offline),
      end(model, tokens, 'everywhere', LAPTOP),
      refreshGrant(app, text),
    ])
    ended(model, session, 'everywhere')
    const answered = [first, second].filter(({ status }) => status === 200)
    if (answered.length > 0 && verdict === 'rotate') chain.used += 1
    for (const one of answered) received(model, chain, place + (verdict === 'kept' ? 0 : 1), one)
    if (code === null) return
    await granted(model, code, { session, app, offline })
    judgeExchange(model, code, await exchange(app, code))
  }
}

export function changePassword(i: number): Step {
  return async (model) => {
    const { browser } = at(model, i, 0)
    const { session } = browser
    if (!session || !isLiving(model, session)) return
    const actor = await enter(model, await tokensOf(session, model), LAPTOP)
    if (!actor) throw new Error('The guard refused')
    const user = userOf(model, browser.user)
    const begun = await choosePassword(model, actor, user.passwords, LAPTOP)
    session.ended = true
    user.version += 1
    user.passwords += 1
    adopt(model, browser, begun)
  }
}

export function takeBack(i: number, a: number): Step {
  return async (model) => {
    const { browser, app } = at(model, i, a)
    const { session } = browser
    if (!session || !isLiving(model, session)) return
    const actor = await enter(model, await tokensOf(session, model), LAPTOP)
    if (!actor) throw new Error('The guard refused')
    await removeAccess(actor, app.id, LAPTOP, clock(model))
    for (const grant of model.grants) {
      if (grant.app === app && grant.session.user === browser.user) grant.ended = true
    }
  }
}

/** Every application that took part and no longer does has a notice due, and no other. */
export const look: Step = async (model, real) => {
  await noticeEndings(model, real)
  const due = await noticesDue(model)
  for (const part of model.parts) {
    const { session, app } = part
    if (app.deleted) continue
    const isDue = due.get(`${session.id} ${app.id}`)
    expect(isDue, 'whether the application is told').toBe(isOver(model, part))
    if (isDue) met.over += 1
    part.over = isDue === true
  }
}
