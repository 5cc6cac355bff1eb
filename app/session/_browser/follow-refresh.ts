'use client'

import { withoutSession } from '@/lib/base/routes'
import { refreshOnce, type RefreshOutcome } from './refresh-once'
import { writeTabNote } from './tab-note'

/** `working` includes leaving for another page. */
export type Outcome = 'working' | 'no-answer' | 'circle'

/** Pause before each attempt, in milliseconds. */
const PAUSES = [0, 1000, 3000, 6000]
/** A refresh this recent, in milliseconds, may be newer than the request that led here. */
const RECENT = 5000
/** This many refreshes within five seconds mean that the browser does not keep the cookies. */
const LOOP = { times: 5, within: 5000 }
const PASSES = 'gatehouse-refresh-passes'

/** Refreshes and leaves for `next` or the log-in page; stays only if it can do neither. */
export async function followRefresh(next: string, signal: AbortSignal): Promise<Outcome> {
  await afterPrerendering(signal)
  const answer = await refreshWithRetries(signal)
  if (signal.aborted) return 'working'
  if (answer.status === 'unknown') return 'no-answer'
  if (answer.status === 'refreshed') {
    if (isLooping()) return 'circle'
    location.replace(next)
  } else {
    if (answer.status === 'ended') writeTabNote('ended')
    location.replace(withoutSession(next))
  }
  return 'working'
}

async function refreshWithRetries(signal: AbortSignal): Promise<RefreshOutcome> {
  for (const wait of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    if (signal.aborted) break
    const answer = await refreshOnce(Math.max(performance.timeOrigin, Date.now() - RECENT))
    if (answer.status !== 'unknown') return answer
  }
  return { status: 'unknown' }
}

/** Waits while the browser prerenders this page for a visit that may never come. */
async function afterPrerendering(signal: AbortSignal): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return
  await new Promise((resolve) =>
    document.addEventListener('prerenderingchange', resolve, { once: true, signal }),
  )
}

function isLooping(): boolean {
  try {
    const now = Date.now()
    const earlier = (sessionStorage.getItem(PASSES) ?? '').split(' ').map(Number)
    const passes = [...earlier.filter((at) => at > now - LOOP.within), now]
    sessionStorage.setItem(PASSES, passes.join(' '))
    return passes.length >= LOOP.times
  } catch {
    return false
  }
}
