/** Waits for the ends of sessions, and tells whoever waits within moments. */
import { followEndings } from '@/db/connection'
import { findSessionLife } from '@/db/queries/session-life'
import type { SessionRecord } from '@/db/queries/sessions'
import { log } from '@/lib/telemetry/log'
import { gauge, observe } from '@/lib/telemetry/metrics'
import { processWide } from '@/lib/base/process-wide'
import { earliest } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { isBeingReplaced, isLiving } from './living'

/**
 * `replaced`: its browser is about to hold another session. `leave`: nothing is known of the
 * session, but there is no more waiting here; come back elsewhere or later.
 */
export type Notice = 'ended' | 'replaced' | 'leave'

type Watched = Pick<SessionRecord, 'id' | 'userId'>

interface Watch {
  readonly session: Watched
  readonly tell: (notice: Notice) => void
  timer: ReturnType<typeof setTimeout> | undefined
}

interface State {
  /** By user, since that is whose endings are announced. */
  readonly watches: Map<string, Set<Watch>>
  count: number
  unfollow: (() => void) | null
  stopped: boolean
}

/** For one session; a browser needs one, and one that it lost sight of may linger. */
const MOST_OF_A_SESSION = 8
/** For this process, so that nobody can fill its memory with waiting. */
const MOST_OF_ALL = 20_000
/** The wait before a session is looked up again when the database could not tell. */
const RETRY_MS = 1000
/** Timers take no more than a signed 32-bit number. */
const LONGEST_TIMER = 2 ** 31 - 1

const state = processWide<State>('watches', () => ({
  watches: new Map(),
  count: 0,
  unfollow: null,
  stopped: false,
}))

/**
 * Calls `tell` once, when `session` is over: ended by anyone on any process, or past its limits.
 * Whether it lives is always read from the database, never from the announcement.
 *
 * @returns how to stop waiting; null when this process takes nobody on any more.
 */
export function watchSession(session: Watched, tell: (notice: Notice) => void) {
  const current = state()
  if (current.stopped || current.count >= MOST_OF_ALL) return null
  const watch: Watch = { session, tell, timer: undefined }
  const ofUser = current.watches.get(session.userId) ?? new Set()
  const [oldest, ...others] = [...ofUser].filter((one) => one.session.id === session.id)
  if (oldest && others.length + 1 >= MOST_OF_A_SESSION) conclude(oldest, 'leave')
  current.watches.set(session.userId, ofUser.add(watch))
  current.count += 1
  current.unfollow ??= followEndings(lookAgainAt)
  gauge('waiting', () => state().count)
  // It may have ended between the caller's look and ours.
  void look(watch)
  return () => remove(watch)
}

/** Lets everyone go who waits, and takes nobody on from now on: this process is about to end. */
export function stopWatching(): void {
  const current = state()
  current.stopped = true
  for (const watch of allWatches()) conclude(watch, 'leave')
}

/** Forgets a stop, as a new process would. */
export function startWatching(): void {
  state().stopped = false
}

function allWatches(): Watch[] {
  return [...state().watches.values()].flatMap((ofUser) => [...ofUser])
}

/** Those of one user, or of everybody. */
function lookAgainAt(userId: string | null): void {
  const stale = userId === null ? allWatches() : [...(state().watches.get(userId) ?? [])]
  for (const watch of stale) void look(watch)
}

async function look(watch: Watch): Promise<void> {
  try {
    const life = await findSessionLife(watch.session.id)
    const now = new Date()
    if (life && isLiving(life, now)) {
      lookAgainIn(watch, earliest(life.session.idleExpiresAt, life.session.expiresAt), now)
    } else {
      const notice = life && isBeingReplaced(life, now) ? 'replaced' : 'ended'
      if (conclude(watch, notice) && life) noteNotice(watch, life.session.endedAt, now)
    }
  } catch (err) {
    if (!isUnavailable(err)) log.error('A session could not be looked at', { err })
    wait(watch, RETRY_MS)
  }
}

/** How long the end has taken to come here; not for one that was over before it was waited for. */
function noteNotice(watch: Watch, endedAt: Date | null, now: Date): void {
  if (!endedAt || !watch.timer) return
  const seconds = (now.getTime() - endedAt.getTime()) / 1000
  // Another machine may have ended it, by a clock that is ahead.
  observe('endingNotice', {}, Math.max(0, seconds))
}

function lookAgainIn(watch: Watch, limit: Date, now: Date): void {
  wait(watch, Math.min(Math.max(1, limit.getTime() - now.getTime()), LONGEST_TIMER))
}

function wait(watch: Watch, millis: number): void {
  if (!state().watches.get(watch.session.userId)?.has(watch)) return
  clearTimeout(watch.timer)
  watch.timer = setTimeout(() => void look(watch), millis).unref()
}

/** @returns false when it was told before. */
function conclude(watch: Watch, notice: Notice): boolean {
  const isFirst = remove(watch)
  if (isFirst) watch.tell(notice)
  return isFirst
}

/** @returns false when it was removed before. */
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
