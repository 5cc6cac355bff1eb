/** Compares what the protocol answers with the model, and updates the model. */
import { expect } from 'vitest'
import { authorise } from '../../support/app-requests'
import type { Answer } from '../../support/protocol'
import {
  isGrantLiving,
  isLiving,
  isOpen,
  verdictOn,
  type App,
  type Browser,
  type Chain,
  type Grant,
  type Held,
  type Model,
  type Refresh,
  type Session,
  type User,
} from './model'
import { grantOfCode, tokensOf } from './real'

/** How often the walks met each answer: one that none met proves nothing. */
export const met = { kept: 0, rotate: 0, repeat: 0, reuse: 0, ended: 0, over: 0 }
export const KINDS = ['kept', 'rotate', 'repeat', 'reuse', 'ended', 'over'] as const

export function at(model: Model, i: number, a: number): { browser: Browser; app: App } {
  const browser = model.browsers[i]
  const app = model.apps[a]
  if (!browser || !app) throw new Error('The walk names what is not there')
  return { browser, app }
}

export function userOf(model: Model, u: number): User {
  const user = model.users[u]
  if (!user) throw new Error('The walk names what is not there')
  return user
}

/** Sends the browser to log in to the application. @returns its code, if it gets one */
export async function codeFor(
  model: Model,
  browser: Browser,
  app: App,
  offline: boolean,
): Promise<string | null> {
  const { session } = browser
  if (!session) return null
  const isSignedIn = isLiving(model, session)
  if (isSignedIn) browser.tokens = await tokensOf(session, model)
  if (!browser.tokens) return null
  const code = await authorise(app, browser.tokens, offline)
  expect(code !== null, 'who may log in to an application').toBe(isSignedIn && isOpen(app))
  if (code !== null) await granted(model, code, { session, app, offline })
  return code
}

/** Records a code and the grant it hangs on. */
export async function granted(
  model: Model,
  code: string,
  { session, app, offline }: { session: Session; app: App; offline: boolean },
): Promise<Grant> {
  const id = await grantOfCode(code)
  const { version, epoch } = session
  const known = model.grants.find((grant) => grant.id === id)
  const grant = known ?? {
    ...{ id, session, app, offline, version, epoch },
    ...{ appVersion: app.version, ended: false, copied: false },
  }
  if (!known) model.grants.push(grant)
  if (isLiving(model, session)) {
    expect(isGrantLiving(model, grant), 'a log-in gives a grant that lives').toBe(true)
  }
  const part = model.parts.find((one) => one.session === session && one.app === app)
  if (part) part.over = false
  else model.parts.push({ session, app, over: false })
  model.codes.push({ grant, app, text: code })
  return grant
}

/** @returns what the application holds after it gave its code, for the first time */
export function judgeExchange(model: Model, code: string, answer: Answer): Held | null {
  const found = model.codes.find(({ text }) => text === code)
  if (!found) throw new Error('The code is of another walk')
  model.codes = model.codes.filter((one) => one !== found)
  const isGood = isGrantLiving(model, found.grant)
  expect(answer.status === 200, 'whether a code works').toBe(isGood)
  return isGood ? received(model, { grant: found.grant, used: 0, texts: [] }, 0, answer) : null
}

/** @returns what a holder of the refresh token has after the answer; null if nothing */
export function judgeRefresh(model: Model, refresh: Refresh, answer: Answer): Held | null {
  const verdict = verdictOn(model, refresh)
  const { chain, place } = refresh
  met[verdict] += 1
  if (!chain.grant.copied) expect(verdict, 'nobody honest is logged out').not.toBe('reuse')
  if (verdict === 'ended' || verdict === 'reuse') {
    expect(answer.status, `a refresh token: ${verdict}`).not.toBe(200)
    if (verdict === 'reuse') chain.grant.ended = true
    return null
  }
  expect(answer, `a refresh token: ${verdict}`).toMatchObject({ status: 200 })
  if (verdict === 'rotate') chain.used += 1
  return received(model, chain, verdict === 'kept' ? place : place + 1, answer)
}

/** Records tokens. One successor for each refresh token, however often it is given again. */
export function received(model: Model, chain: Chain, place: number, { json }: Answer): Held {
  const { grant, texts } = chain
  const text = String(json.refresh_token)
  const known = texts[place]
  if (known !== undefined) expect(text, 'one successor').toBe(known)
  texts[place] = text
  const earlier = model.refreshes.find((one) => one.text === text)
  const refresh = earlier ?? { chain, place, text, end: model.now + lifeOf(grant.app) }
  const access = {
    grant,
    text: String(json.access_token),
    end: model.now + Number(json.expires_in),
  }
  if (!earlier) model.refreshes.push(refresh)
  model.accesses.push(access)
  return { refresh, access }
}

const DAY = 24 * 60 * 60

/** Seconds: one that rotates is renewed by each use. */
function lifeOf({ secret }: App): number {
  return (secret === null ? 14 : 366) * DAY
}
