/** Tells applications that sessions have ended, each until it has heard of it. */
import { transaction } from '@/db/connection'
import { leaseDueTellings, storeTold, type Told, type Telling } from '@/db/queries/app-endings'
import { env } from '@/lib/base/env'
import type { AppId } from '@/lib/base/ids'
import { addSeconds, DAY, HOUR, MINUTE } from '@/lib/base/time'
import { signingKey } from '@/lib/keys/signing-keys'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import { logoutToken } from './logout-token'
import { postForm, type PostResult } from './post'

/** Applications that one process tells at a time; if it dies, these wait for the end of the lease. */
const BATCH = 20
/** In seconds, longer than any try. */
const LEASE = 30
/** Seconds until the next try, after the first, second, … */
const WAITS = [1, 5, 30, 2 * MINUTE, 10 * MINUTE, HOUR] as const
export const LONGEST_WAIT = HOUR
/** How long an application is told again and again. */
const PATIENCE = DAY
/** Too many requests (RFC 6585 §4). */
const TOO_MANY = 429

export interface Sending {
  /** For tests. */
  readonly clock?: () => Date
  readonly timeoutMs?: number
}

/**
 * Tells every application whose time has come. Several processes may do so at once: each notice is
 * sent by one of them.
 *
 * At least once: a process that dies between the answer and its own note of it leaves a notice that
 * is sent again, with another `jti`.
 *
 * @throws Unavailable
 */
export async function tellApps({
  clock = () => new Date(),
  timeoutMs,
}: Sending = {}): Promise<void> {
  /** They gave no answer a moment ago, and must not hold up the others. */
  const away = new Set<AppId>()
  for (;;) {
    const now = clock()
    const tellings = await transaction({ locks: 'none' }, () =>
      leaseDueTellings(now, addSeconds(now, LEASE), BATCH),
    )
    if (tellings.length === 0) return
    await Promise.all(
      tellings.map(async (telling) => {
        const result = away.has(telling.appId) ? 'away' : await tellOne(telling, now, timeoutMs)
        if (result === 'timeout') away.add(telling.appId)
        const told = outcomeOf(telling, result, clock())
        await transaction({ locks: 'none' }, () => storeTold(telling.sid, told))
        if (result !== 'unwanted') count('logOutNotices', { result: countedAs(told, result) })
      }),
    )
  }
}

/** `unwanted`: the application has no address for it. */
type Result = PostResult | 'unwanted' | 'away'

async function tellOne(telling: Telling, now: Date, timeoutMs?: number): Promise<Result> {
  const { uri, algorithm } = telling
  if (uri === null) return 'unwanted'
  const token = await logoutToken(
    telling,
    { issuer: env().appOrigin, key: await signingKey(algorithm ?? undefined) },
    now,
  )
  return postForm(uri, { logout_token: token }, timeoutMs)
}

function countedAs({ toldAt }: Told, result: Result): 'sent' | 'later' | 'failed' {
  if (toldAt === null) return 'later'
  return isTaken(result) ? 'sent' : 'failed'
}

function isTaken(result: Result): boolean {
  return typeof result === 'number' && result >= 200 && result < 300
}

/** What to do after a try. @see OpenID Connect Back-Channel Logout 1.0 §2.8 */
function outcomeOf({ appId, tries, endedAt }: Telling, result: Result, now: Date): Told {
  const lastResult = result === 'unwanted' ? null : String(result)
  if (result === 'unwanted' || isTaken(result)) return { toldAt: now, dueAt: null, lastResult }
  const isRefused = typeof result === 'number' && result >= 400 && result < 500
  const isOver = now >= addSeconds(endedAt ?? now, PATIENCE)
  if (isOver || (isRefused && result !== TOO_MANY)) {
    log.warn('An application was not told of the end of a session', { app: appId, lastResult })
    return { toldAt: now, dueAt: null, lastResult }
  }
  if (tries === 0) {
    log.warn('An application is told again: it did not take a notice', { app: appId, lastResult })
  }
  const wait = WAITS[Math.min(tries, WAITS.length - 1)] ?? HOUR
  return { toldAt: null, dueAt: addSeconds(now, wait), lastResult, tries: tries + 1 }
}
