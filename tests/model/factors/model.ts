/**
 * A small model of second factors, as docs/decisions/0027-second-factors.md has them: plain values,
 * without a database, tokens or keys.
 */
import type { SessionId } from '@/lib/base/ids'
import { codeAt } from '../../support/factors'
import { DAY, MINUTE } from '../model'
import { clock } from '../real'

/** What the product allows; times in seconds. */
export const LIMITS = {
  access: 10 * MINUTE,
  recent: 5 * MINUTE,
  pending: 10 * MINUTE,
  pendingTries: 5,
  trust: 30 * DAY,
  removal: DAY,
  /** Wrong codes after a right password: in unknown browsers together, and in one known browser. */
  strangers: 20,
  known: 10,
  /** Wrong codes at a confirmation, and at a set-up; wrong confirmations of any kind. */
  codes: 5,
  confirmations: 10,
}

const STEP = 30

export interface App {
  key: string
  /** The time step of the newest used code. */
  last: number
  /** When its set-up began. */
  since: number
  /** When an administrator's reset takes it away. */
  removal: number | null
}

interface RecoveryCode {
  text: string
  used: boolean
}

export interface User {
  version: number
  passwords: number
  app: App | null
  /** The key of an app whose first code was not shown yet. */
  begun: string | null
  begunAt: number
  codes: RecoveryCode[]
  /** Until when its log-ins need no code, by the secret of a browser that the user knows. */
  known: Map<string, { until: number; version: number } | null>
  /** Wrong tries that count, by what they count for. */
  wrong: Map<string, number>
  /** Codes that were used or are void, for those who try them again. */
  dead: string[]
}

/** How a session came to be. */
export type Began = 'no-factor' | 'code' | 'trust' | 'new-password'

export interface Session {
  id: SessionId
  user: number
  version: number
  /** Whether a second factor was shown. */
  hasFactor: boolean
  authTime: number
  idleEnd: number
  end: number
  ended: boolean
  began: Began
}

export interface Access {
  session: Session
  kind: 'web' | 'device'
  text: string
  end: number
  /** When it says that its user proved who they are, and whether by two factors. */
  authTime: number
  hasFactor: boolean
}

/** What a browser keeps, or a thief copied. */
export interface Jar {
  session: Session
  access: Access
  refresh: string
  refreshEnd: number
}

export interface Pending {
  user: number
  version: number
  kind: 'web' | 'device'
  token: string
  end: number
  tries: number
  /** Used up, or void since the user's factors changed. */
  over: boolean
}

/** A browser of a user, or a thief's. */
export interface Holder {
  user: number
  isThief: boolean
  /** Of its device cookie. */
  secret: string
  jar: Jar | null
  pending: Pending | null
}

export interface Model {
  now: number
  users: User[]
  holders: Holder[]
  sessions: Session[]
  accesses: Access[]
  pendings: Pending[]
}

export function isLiving(model: Model, session: Session): boolean {
  const { user, version, ended, idleEnd, end } = session
  return !ended && model.now < Math.min(idleEnd, end) && model.users[user]?.version === version
}

export function opens(model: Model, { session, end }: Access): boolean {
  return isLiving(model, session) && model.now < end
}

function isRecent(model: Model, { authTime }: Access): boolean {
  return model.now < authTime + LIMITS.recent
}

/** Recent, and of as many factors as the account asked for at the time. */
export function isProven(model: Model, access: Access): boolean {
  if (!isRecent(model, access)) return false
  const user = model.users[access.session.user]
  if (!user?.app || !asksCode(model, user) || access.hasFactor) return true
  return user.app.since >= access.authTime
}

/** Whether the session of a client that presents this is known by it. */
export function identifies(model: Model, { session, access, refreshEnd }: Jar): boolean {
  return isLiving(model, session) && model.now < Math.max(access.end, refreshEnd)
}

/** Whether a log-in of this user is asked for a code. */
export function asksCode(model: Model, { app }: User): boolean {
  return app !== null && (app.removal === null || model.now < app.removal)
}

export function isTrusted(model: Model, { known, version }: User, secret: string): boolean {
  const trust = known.get(secret)
  return trust ? trust.version === version && model.now < trust.until : false
}

export function isOpen(model: Model, { user, version, end, tries, over }: Pending): boolean {
  const isUsers = model.users[user]?.version === version
  return !over && isUsers && model.now < end && tries < LIMITS.pendingTries
}

/** The code that an app shows now, or that many steps later. */
export function codeOf(model: Model, key: string, later = 0): string {
  return codeAt(key, clock({ now: model.now + later * STEP }))
}

/** The time step of a code that an app with this key shows about now. */
export function stepOf(model: Model, key: string, text: string): number | null {
  const later = [-1, 0, 1].find((steps) => codeOf(model, key, steps) === text)
  return later === undefined ? null : Math.floor(model.now / STEP) + later
}

/** Uses up a code. @returns false if it is wrong, or was used before */
export function spend(model: Model, user: User, text: string): boolean {
  const isRight = text.length === 6 ? spendStep(model, user, text) : spendRecovery(user, text)
  if (isRight) user.dead.push(text)
  return isRight
}

function spendStep(model: Model, user: User, text: string): boolean {
  const { app } = user
  if (!app || !asksCode(model, user)) return false
  const step = stepOf(model, app.key, text)
  if (step === null || step <= app.last) return false
  // Who has it still keeps it, whatever an administrator was asked for.
  Object.assign(app, { last: step, removal: null })
  return true
}

function spendRecovery({ codes }: User, text: string): boolean {
  const code = codes.find((one) => one.text === text && !one.used)
  if (code) code.used = true
  return code !== undefined
}

/** What was allowed by other factors than those of now. */
export function voidWaiting(model: Model, u: number): void {
  for (const pending of model.pendings) if (pending.user === u) pending.over = true
  const known = model.users[u]?.known
  for (const secret of known?.keys() ?? []) known?.set(secret, null)
}

/** Counts a try. @returns false if there were too many wrong ones */
export function takeTry({ wrong }: User, what: string, most: number): boolean {
  const tries = wrong.get(what) ?? 0
  if (tries >= most) return false
  wrong.set(what, tries + 1)
  return true
}
