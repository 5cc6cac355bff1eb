/**
 * A small model of what applications hold for users, as docs/decisions/0026-openid-provider.md has
 * it: plain values, without a database, tokens or keys.
 */
import type { AppGrantId, AppId, SessionId } from '@/lib/base/ids'
import type { SessionTokens } from '@/lib/sessions/issue'

export interface User {
  version: number
  passwords: number
  disabled: boolean
}

export interface Session {
  id: SessionId
  user: number
  version: number
  epoch: number
  idleEnd: number
  end: number
  ended: boolean
}

export interface App {
  id: AppId
  /** Null for one that cannot keep any: its refresh tokens rotate. */
  secret: string | null
  version: number
  disabled: boolean
  deleted: boolean
}

/** What one application holds of one session. */
export interface Grant {
  id: AppGrantId
  session: Session
  app: App
  /** Outlives its session. */
  offline: boolean
  version: number
  epoch: number
  appVersion: number
  ended: boolean
  /** A thief has a copy of one of its tokens. */
  copied: boolean
}

/** The refresh tokens that follow one code. */
export interface Chain {
  grant: Grant
  /** How many of them were used. */
  used: number
  texts: string[]
}

export interface Refresh {
  chain: Chain
  place: number
  text: string
  end: number
}

export interface Access {
  grant: Grant
  text: string
  end: number
}

/** What an application keeps of one browser. */
export interface Held {
  refresh: Refresh
  access: Access
}

/** An application that takes part in a session. */
export interface Part {
  session: Session
  app: App
  /** It was noticed that this has ended. */
  over: boolean
}

export interface Browser {
  user: number
  session: Session | null
  /** What it presented last. */
  tokens: SessionTokens | null
  /** By the number of the application. */
  held: (Held | null)[]
}

export interface Model {
  now: number
  epoch: number
  users: User[]
  apps: App[]
  browsers: Browser[]
  sessions: Session[]
  grants: Grant[]
  parts: Part[]
  loot: Refresh[]
  /** Every token and unused code there ever was. */
  refreshes: Refresh[]
  accesses: Access[]
  codes: { grant: Grant; app: App; text: string }[]
}

export function newModel(users: number, browsers: number): Model {
  return {
    now: 0,
    epoch: 0,
    users: Array.from({ length: users }, () => ({ version: 0, passwords: 0, disabled: false })),
    apps: [],
    browsers: Array.from({ length: browsers }, (_, i) => ({
      user: i % users,
      session: null,
      tokens: null,
      held: [],
    })),
    sessions: [],
    grants: [],
    parts: [],
    loot: [],
    refreshes: [],
    accesses: [],
    codes: [],
  }
}

export function isOpen(app: App): boolean {
  return !app.disabled && !app.deleted
}

export function isLiving(model: Model, session: Session): boolean {
  return (
    !session.ended &&
    model.now < session.idleEnd &&
    model.now < session.end &&
    isUserOf(model, session)
  )
}

/** Whether the user is enabled, and neither version nor epoch have changed. */
function isUserOf(model: Model, { user, version, epoch }: Session | (Grant & { user: number })) {
  const now = model.users[user]
  return now !== undefined && !now.disabled && now.version === version && model.epoch === epoch
}

/** No grant outlives its session; an offline one does, but not its user's version. */
export function isGrantLiving(model: Model, grant: Grant): boolean {
  const { app, session } = grant
  return (
    !grant.ended &&
    isOpen(app) &&
    app.version === grant.appVersion &&
    isUserOf(model, { ...grant, user: session.user }) &&
    (grant.offline || isLiving(model, session))
  )
}

export type Verdict = 'kept' | 'rotate' | 'repeat' | 'reuse' | 'ended'

/** What comes of a refresh. */
export function verdictOn(model: Model, { chain, place, end }: Refresh): Verdict {
  if (!isGrantLiving(model, chain.grant) || model.now >= end) return 'ended'
  if (chain.grant.app.secret !== null) return 'kept'
  if (place === chain.used) return 'rotate'
  return place === chain.used - 1 ? 'repeat' : 'reuse'
}

export function opens(model: Model, { grant, end }: Access): boolean {
  return isGrantLiving(model, grant) && model.now < end
}

/** Whether the application must be told that this session is over for it. */
export function isOver(model: Model, { session, app, over }: Part): boolean {
  const held = model.grants.filter((grant) => grant.session === session && grant.app === app)
  const holds = held.some(({ ended, appVersion }) => !ended && appVersion === app.version)
  return over || !isLiving(model, session) || app.disabled || (held.length > 0 && !holds)
}
