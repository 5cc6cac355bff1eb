/**
 * A small model of the session protocol in docs/sessions.md: plain values, without a database,
 * tokens or keys.
 */
import type { SessionId } from '@/lib/base/ids'

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The limits in the settings of the walks, in seconds. */
export const LIMITS = { access: 10 * MINUTE, idle: 14 * DAY, shortIdle: 12 * HOUR, age: 90 * DAY }
/** Age in seconds at which use of the newest generation confirms it. */
const CONFIRMED_AFTER = 45
/** Seconds after which a browser has written its cookies to disk. */
const DISK_DELAY = 30
/** Seconds that the cookies of a new session may take to arrive. */
const REPLACED_FOR = 30

export interface Session {
  id: SessionId
  user: number
  version: number
  persistent: boolean
  generation: number
  confirmed: number
  rotatedAt: number
  idleEnd: number
  end: number
  ended: boolean
  /** Who refreshed it last. */
  rotatedBy: Who
  /** A copy was detected. */
  reused: boolean
  /** Its predecessor came from another browser family. */
  suspected: boolean
  /** When its browser got another session. */
  replacedAt: number | null
}

/** Owners use one browser family; the thief uses another one, on another network. */
export type Who = 'owner' | 'thief'

/** Two tokens as a browser keeps them or a thief copies them. */
export interface Jar {
  session: Session
  generation: number
  access: string
  accessEnd: number
  accessFrom: number
  refresh: string
  refreshEnd: number
  /** The key that signed the access token is burned. */
  burned: boolean
}

export interface Browser {
  user: number
  /** Changes when the browser roams. */
  network: number
  jar: Jar | null
  /** The cookies that survive a crash. */
  disk: Jar | null
  /** When the oldest unwritten change was made. */
  pendingSince: number | null
}

export interface Model {
  /** Seconds. May be set back. */
  now: number
  /** `passwords` counts the password changes of each user. */
  users: { version: number; passwords: number; disabled: boolean }[]
  sessions: Session[]
  browsers: Browser[]
  loot: Jar[]
  /** Every token that was ever issued. */
  issued: Jar[]
  /** The one successor of each session's generation, by `<session> <generation>`. */
  successors: Map<string, string>
}

export function newModel(users: number, browsers: number): Model {
  return {
    now: 0,
    users: Array.from({ length: users }, () => ({ version: 0, passwords: 0, disabled: false })),
    sessions: [],
    browsers: Array.from({ length: browsers }, (_, i) => ({
      user: i % users,
      network: 0,
      jar: null,
      disk: null,
      pendingSince: null,
    })),
    loot: [],
    issued: [],
    successors: new Map(),
  }
}

function isDisabled(model: Model, { user }: Session): boolean {
  return model.users[user]?.disabled ?? false
}

export function isLiving(model: Model, session: Session): boolean {
  return (
    !session.ended &&
    model.now < session.idleEnd &&
    model.now < session.end &&
    session.version === model.users[session.user]?.version &&
    !isDisabled(model, session)
  )
}

/** Whether the access token is accepted. */
export function mayEnter(model: Model, jar: Jar): boolean {
  const isInTime = model.now < jar.accessEnd && model.now >= jar.accessFrom
  return isLiving(model, jar.session) && isInTime && !jar.burned
}

export type Verdict = 'rotate' | 'repeat' | 'reuse' | 'ended' | 'replaced'

/** The refresh table. */
export function verdictOnRefresh(model: Model, jar: Jar): Verdict {
  const { session } = jar
  if (model.now >= jar.refreshEnd) return 'ended'
  if (!isLiving(model, session)) {
    const { replacedAt } = session
    const isRecent = replacedAt !== null && model.now < replacedAt + REPLACED_FOR
    return isRecent && !isDisabled(model, session) ? 'replaced' : 'ended'
  }
  if (jar.generation === session.generation) return 'rotate'
  const isPredecessor = jar.generation === session.generation - 1
  return isPredecessor && session.confirmed < session.generation ? 'repeat' : 'reuse'
}

export function rotate(model: Model, session: Session, who: Who): void {
  session.generation += 1
  session.rotatedBy = who
  session.rotatedAt = model.now
  const idle = session.persistent ? LIMITS.idle : LIMITS.shortIdle
  session.idleEnd = Math.min(model.now + idle, session.end)
}

/** Records that a request with this access token was accepted. */
export function seen(model: Model, jar: Jar): void {
  const { session } = jar
  if (jar.generation !== session.generation) return
  const since = Math.max(session.rotatedAt, jar.accessFrom)
  if (model.now >= since + CONFIRMED_AFTER) session.confirmed = jar.generation
}

/** Gives a browser new cookies, which are only in its memory for a while. */
export function keep(model: Model, browser: Browser, jar: Jar | null): void {
  browser.jar = jar
  browser.pendingSince ??= model.now
}

/** Kills the browser, which restarts with the cookies on its disk. */
export function crash(browser: Browser): void {
  browser.jar = browser.disk
  browser.pendingSince = null
}

/** Lets time pass, so that browsers write their cookies to disk. */
export function pass(model: Model, seconds: number): void {
  model.now += seconds
  for (const browser of model.browsers) {
    if (browser.pendingSince === null || model.now < browser.pendingSince + DISK_DELAY) continue
    browser.disk = browser.jar
    browser.pendingSince = null
  }
}

/** Sets the server's clock. */
export function setClock(model: Model, seconds: number): void {
  model.now += seconds
  writeDisks(model)
}

/** Makes every access token that was signed until now invalid. */
export function burn(model: Model): void {
  for (const jar of model.issued) jar.burned = true
  writeDisks(model)
}

/** Setting a clock or burning a key takes longer than a browser takes to write. */
function writeDisks(model: Model): void {
  for (const browser of model.browsers) {
    browser.disk = browser.jar
    browser.pendingSince = null
  }
}

/** True for a session whose cookies were never copied. */
export function isHonest(model: Model, session: Session): boolean {
  return model.loot.every((jar) => jar.session !== session)
}
