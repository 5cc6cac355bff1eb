'use client'

import { LOG_IN, withNext } from '@/lib/base/routes'
import { refreshOnce, type RefreshOutcome } from './refresh-once'
import { noteForThisTab } from './tab-note'

/** `working` also stands for "on the way elsewhere". */
export type Outcome = 'working' | 'no-answer' | 'circle'

/** Waits before each try, in milliseconds. */
const TRIES = [0, 1000, 3000, 6000]
/** A refresh this recent may have come after the request that brought us here. */
const RECENT = 5000
/** So many refreshes within five seconds mean that the browser does not keep the cookies. */
const CIRCLE = { times: 5, within: 5000 }
const PASSES = 'gatehouse-refresh-passes'

/** Refreshes and leaves for `next` or the log-in page; comes back only where it can do neither. */
export async function followRefresh(next: string, signal: AbortSignal): Promise<Outcome> {
  await shown(signal)
  const answer = await persistently(signal)
  if (signal.aborted) return 'working'
  if (answer.status === 'unknown') return 'no-answer'
  if (answer.status === 'refreshed') {
    if (goesRound()) return 'circle'
    location.replace(next)
  } else {
    if (answer.status === 'ended') noteForThisTab('ended')
    location.replace(withNext(LOG_IN, next))
  }
  return 'working'
}

async function persistently(signal: AbortSignal): Promise<RefreshOutcome> {
  for (const wait of TRIES) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    if (signal.aborted) break
    const answer = await refreshOnce(Math.max(performance.timeOrigin, Date.now() - RECENT))
    if (answer.status !== 'unknown') return answer
  }
  return { status: 'unknown' }
}

/** Waits while the browser renders this page ahead of a visit that may never come. */
async function shown(signal: AbortSignal): Promise<void> {
  if (!('prerendering' in document && document.prerendering)) return
  await new Promise((resolve) =>
    document.addEventListener('prerenderingchange', resolve, { once: true, signal }),
  )
}

function goesRound(): boolean {
  try {
    const now = Date.now()
    const earlier = (sessionStorage.getItem(PASSES) ?? '').split(' ').map(Number)
    const passes = [...earlier.filter((at) => at > now - CIRCLE.within), now]
    sessionStorage.setItem(PASSES, passes.join(' '))
    return passes.length >= CIRCLE.times
  } catch {
    return false
  }
}
