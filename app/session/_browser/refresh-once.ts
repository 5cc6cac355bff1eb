'use client'

import { refreshByScriptAction } from '@/app/session/refresh/actions'
import { tellOtherTabs } from './tabs'

/** `unknown` is every answer that says nothing about the session, such as an outage. */
export type RefreshOutcome =
  | { status: 'refreshed'; expiresAt: number }
  | { status: 'ended' | 'none' | 'unknown' }

const LOCK = 'gatehouse-refresh'
const LAST_REFRESH = 'gatehouse-last-refresh'
/** How long a hanging tab may hold up the others, in milliseconds. */
const TIMEOUT_MS = 10_000

/**
 * Refreshes the session, one tab of this browser at a time.
 *
 * @param since a time by this device's clock. If another tab refreshed after it, that is the answer
 *   and the server is not asked.
 */
export async function refreshOnce(since: number): Promise<RefreshOutcome> {
  return withLock(async () => refreshedSince(since) ?? (await askServer()))
}

async function askServer(): Promise<RefreshOutcome> {
  const askedAt = Date.now()
  try {
    const answer = await Promise.race([
      refreshByScriptAction({ status: 'idle' }, new FormData()),
      timeout(),
    ])
    if (answer.status === 'idle') return { status: 'unknown' }
    if (answer.status !== 'refreshed') return { status: answer.status }
    const expiresAt = askedAt + answer.accessMillis
    remember(expiresAt)
    tellOtherTabs({ type: 'refreshed', expiresAt })
    return { status: 'refreshed', expiresAt }
  } catch {
    return { status: 'unknown' }
  }
}

async function timeout(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS))
  throw new Error('No answer in time')
}

async function withLock<T>(work: () => Promise<T>): Promise<T> {
  let turn: Promise<T> | undefined
  try {
    const waiting = AbortSignal.timeout(TIMEOUT_MS)
    return await navigator.locks.request(LOCK, { signal: waiting }, () => (turn = work()))
  } catch {
    // Another tab hangs, or this browser has no locks, or refuses them here.
    return turn ?? work()
  }
}

// The browser may refuse storage. Then tabs just know less about each other.

function remember(expiresAt: number): void {
  try {
    localStorage.setItem(LAST_REFRESH, `${Date.now()} ${expiresAt}`)
  } catch {
    return
  }
}

function refreshedSince(since: number): RefreshOutcome | null {
  try {
    const [at, expiresAt] = (localStorage.getItem(LAST_REFRESH) ?? '').split(' ').map(Number)
    if (!at || !expiresAt) return null
    const now = Date.now()
    const isRecent = at > since && at <= now && expiresAt > now
    return isRecent ? { status: 'refreshed', expiresAt } : null
  } catch {
    return null
  }
}
