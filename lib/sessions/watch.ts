/** Notifies watchers when a session ends, within moments. */
import { listenToEndings } from '@/db/connection'
import { findSessionLife } from '@/db/queries/session-life'
import type { SessionRecord } from '@/db/queries/sessions'
import { log } from '@/lib/telemetry/log'
import { gauge, observe } from '@/lib/telemetry/metrics'
import { processWide } from '@/lib/base/process-wide'
import { earliest } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import type { UserId } from '@/lib/base/ids'
import { isBeingReplaced, isLiving } from './living'

/**
 * `replaced`: its browser is about to get another session. `leave`: this instance stops the watch,
 * which says nothing about the session; watch again later or on another instance.
 */
export type Notice = 'ended' | 'replaced' | 'leave'

type Watched = Pick<SessionRecord, 'id' | 'userId'>

interface Watch {
  readonly session: Watched
  readonly notify: (notice: Notice) => void
  timer: ReturnType<typeof setTimeout> | undefined
}

interface State {
  /** By user id, since announcements name only the user. */
  readonly watches: Map<string, Set<Watch>>
  count: number
  unfollow: (() => void) | null
  stopped: boolean
}

/** A browser needs one watch; abandoned ones may remain for a while. */
const MAX_PER_SESSION = 8
/** Limits the memory of this process. */
const MAX_WATCHES = 20_000
/** The wait before a session is checked again during an outage. */
const RETRY_MS = 1000
/** Timers accept at most a signed 32-bit number. */
const MAX_TIMER_MS = 2 ** 31 - 1

const state = processWide<State>('watches', () => ({
  watches: new Map(),
  count: 0,
  unfollow: null,
  stopped: false,
}))

/**
 * Calls `notify` once, when `session` has ended, on any instance, or has expired. The state of the
 * session always comes from the database, never from the announcement.
 *
 * @returns a function that stops the watch; null when this process accepts no more watches.
 */
export function watchSession(session: Watched, notify: (notice: Notice) => void) {
  const current = state()
  if (current.stopped || current.count >= MAX_WATCHES) return null
  const watch: Watch = { session, notify, timer: undefined }
  const ofUser = current.watches.get(session.userId) ?? new Set()
  const [oldest, ...others] = [...ofUser].filter((one) => one.session.id === session.id)
  if (oldest && others.length + 1 >= MAX_PER_SESSION) finish(oldest, 'leave')
  current.watches.set(session.userId, ofUser.add(watch))
  current.count += 1
  current.unfollow ??= listenToEndings(recheck)
  gauge('waiting', () => state().count)
  // The session may have ended since the caller checked it.
  void check(watch)
  return () => remove(watch)
}

/** Ends all watches and accepts no new ones: this process is about to end. */
export function stopWatching(): void {
  const current = state()
  current.stopped = true
  for (const watch of allWatches()) finish(watch, 'leave')
}

/** Undoes `stopWatching`, as a new process would. */
export function startWatching(): void {
  state().stopped = false
}

function allWatches(): Watch[] {
  return [...state().watches.values()].flatMap((ofUser) => [...ofUser])
}

/** Checks the watches of one user again; null means all users. */
function recheck(userId: UserId | null): void {
  const stale = userId === null ? allWatches() : [...(state().watches.get(userId) ?? [])]
  for (const watch of stale) void check(watch)
}

async function check(watch: Watch): Promise<void> {
  try {
    const life = await findSessionLife(watch.session.id)
    const now = new Date()
    if (life && isLiving(life, now)) {
      checkAt(watch, earliest(life.session.idleExpiresAt, life.session.expiresAt), now)
    } else {
      const notice = life && isBeingReplaced(life, now) ? 'replaced' : 'ended'
      if (finish(watch, notice) && life) observeDelay(watch, life.session.endedAt, now)
    }
  } catch (err) {
    if (!isUnavailable(err)) log.error('A session could not be looked at', { err })
    checkIn(watch, RETRY_MS)
  }
}

/** Measures the delay since the end of the session, unless it ended before the watch began. */
function observeDelay(watch: Watch, endedAt: Date | null, now: Date): void {
  if (!endedAt || !watch.timer) return
  const seconds = (now.getTime() - endedAt.getTime()) / 1000
  // The clock of the instance that ended it may be ahead of ours.
  observe('endingNotice', {}, Math.max(0, seconds))
}

function checkAt(watch: Watch, limit: Date, now: Date): void {
  checkIn(watch, Math.min(Math.max(1, limit.getTime() - now.getTime()), MAX_TIMER_MS))
}

function checkIn(watch: Watch, millis: number): void {
  if (!state().watches.get(watch.session.userId)?.has(watch)) return
  clearTimeout(watch.timer)
  watch.timer = setTimeout(() => void check(watch), millis).unref()
}

/** @returns false when the watch had finished before. */
function finish(watch: Watch, notice: Notice): boolean {
  const isFirst = remove(watch)
  if (isFirst) watch.notify(notice)
  return isFirst
}

/** @returns false when the watch had been removed before. */
function remove(watch: Watch): boolean {
  const current = state()
  const ofUser = current.watches.get(watch.session.userId)
  if (!ofUser?.delete(watch)) return false
  clearTimeout(watch.timer)
  if (ofUser.size === 0) current.watches.delete(watch.session.userId)
  current.count -= 1
  if (current.count === 0) {
    current.unfollow?.()
    current.unfollow = null
  }
  return true
}
