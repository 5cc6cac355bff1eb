/**
 * The session protocol as a small model: what docs/sessions.md says, in plain values, without a
 * database, tokens or keys.
 */

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The settings the walks run with, in seconds. */
export const LIMITS = { access: 10 * MINUTE, idle: 14 * DAY, shortIdle: 12 * HOUR, age: 90 * DAY }
/** When a newest generation that is seen in use counts as safely kept. */
export const CONFIRMED_AFTER = 45
/** A browser writes its cookies to disk this late. */
export const DISK_DELAY = 30
/** The cookies of a new session may be on their way for so long. */
export const REPLACED_FOR = 30

export interface Session {
  id: string
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
  /** A copy gave itself away. */
  reused: boolean
  /** Its predecessor came from another browser family. */
  suspected: boolean
  /** When its browser was given another one. */
  replacedAt: number | null
}

/** Browsers of one family, and a thief's of another, on a network of its own. */
export type Who = 'owner' | 'thief'

/** Two tokens, as a browser keeps them, and as a thief copies them. */
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
  /** It roams from one network to the next. */
  network: number
  jar: Jar | null
  /** What a crash leaves of it. */
  disk: Jar | null
  /** Since when something waits to be written. */
  pendingSince: number | null
}

export interface Model {
  /** Seconds. It may be set back. */
  now: number
  /** `passwords` counts how often each changed theirs. */
  users: { version: number; passwords: number; disabled: boolean }[]
  sessions: Session[]
  browsers: Browser[]
  loot: Jar[]
  /** Every token that was ever handed out. */
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

/** What the access token opens. */
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

/** A request with this access token was let in. */
export function seen(model: Model, jar: Jar): void {
  const { session } = jar
  if (jar.generation !== session.generation) return
  const since = Math.max(session.rotatedAt, jar.accessFrom)
  if (model.now >= since + CONFIRMED_AFTER) session.confirmed = jar.generation
}

/** Gives a browser new cookies; for a while only its memory has them. */
export function keep(model: Model, browser: Browser, jar: Jar | null): void {
  browser.jar = jar
  browser.pendingSince ??= model.now
}

/** The browser is killed, and comes back with what was on disk. */
export function crash(browser: Browser): void {
  browser.jar = browser.disk
  browser.pendingSince = null
}

/** Time goes by, and browsers write their cookies to disk. */
export function pass(model: Model, seconds: number): void {
  model.now += seconds
  for (const browser of model.browsers) {
    if (browser.pendingSince === null || model.now < browser.pendingSince + DISK_DELAY) continue
    browser.disk = browser.jar
    browser.pendingSince = null
  }
}

/** The server's clock is set. */
export function setClock(model: Model, seconds: number): void {
  model.now += seconds
  writeDisks(model)
}

/** Every token that was signed until now opens nothing any more. */
export function burn(model: Model): void {
  for (const jar of model.issued) jar.burned = true
  writeDisks(model)
}

/** Whoever sets clocks and burns keys takes longer than a browser takes to write. */
function writeDisks(model: Model): void {
  for (const browser of model.browsers) {
    browser.disk = browser.jar
    browser.pendingSince = null
  }
}

/** Nobody copied anything of this session. */
export function isHonest(model: Model, session: Session): boolean {
  return model.loot.every((jar) => jar.session !== session)
}
