'use client'

import type { SessionNews } from '@/app/session/events/event-stream'
import { EVENTS } from '@/lib/base/routes'

/** What a page must act on; everything else means "ask again". */
export type Over = 'ended' | 'changed'

/** Pauses before the next try while the server says nothing, in milliseconds. */
const PAUSE = { first: 1000, longest: 60_000 }
/** The server asked us to come back: not all of us at once. */
const COME_BACK_WITHIN_MS = 3000
/** The server ends a stream sooner. One that outlives this has lost its server unnoticed. */
const LONGEST_STREAM_MS = 360_000
const ASK_PATIENCE_MS = 10_000

/**
 * Listens, over as many streams as it takes, until the session of this page is over.
 *
 * @returns null when `signal` ended it first.
 */
export async function listenForEnd(session: string, signal: AbortSignal): Promise<Over | null> {
  let failures = 0
  while (!signal.aborted) {
    const last = await oneStream(addressFor(session), signal, () => (failures = 0))
    if (signal.aborted) break
    if (last === 'ended' || last === 'changed') return last
    const wait = last === 'leave' ? Math.random() * COME_BACK_WITHIN_MS : pauseAfter(failures++)
    await pause(wait, signal)
  }
  return null
}

/** How the session of this page stands, without waiting. */
export async function askOnce(session: string): Promise<Over | null> {
  try {
    const answer = await fetch(`${addressFor(session)}&once`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(ASK_PATIENCE_MS),
    })
    const news = answer.ok ? /^event: (\w+)/.exec(await answer.text())?.[1] : null
    return news === 'ended' || news === 'changed' ? news : null
  } catch {
    return null
  }
}

function addressFor(session: string): string {
  return `${EVENTS}?session=${encodeURIComponent(session)}`
}

/** The last news of one stream; `unknown` also where it broke off. */
function oneStream(
  address: string,
  signal: AbortSignal,
  onLiving: () => void,
): Promise<SessionNews> {
  const LAST_NEWS: SessionNews[] = ['ended', 'changed', 'unknown', 'leave']
  return new Promise((resolve) => {
    const stream = new EventSource(address)
    const close = (news: SessionNews) => {
      // By itself it would come back too soon after a loss, and never after a 503.
      stream.close()
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      resolve(news)
    }
    const onAbort = () => close('leave')
    const timer = setTimeout(onAbort, LONGEST_STREAM_MS)
    signal.addEventListener('abort', onAbort)
    stream.addEventListener('living', onLiving)
    for (const news of LAST_NEWS) stream.addEventListener(news, () => close(news))
    stream.onerror = () => close('unknown')
  })
}

/** Twice as long each time, and never the same for two browsers. */
function pauseAfter(failures: number): number {
  return Math.min(PAUSE.first * 2 ** failures, PAUSE.longest) * (0.5 + Math.random())
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
