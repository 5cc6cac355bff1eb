'use client'

import type { SessionNews } from '@/app/session/events/event-stream'
import { EVENTS } from '@/lib/base/routes'

/** What a page must act on; everything else means "ask again". */
export type Over = 'ended' | 'changed'

/** Pause before the next attempt while the server does not answer, in milliseconds. */
const PAUSE = { first: 1000, longest: 60_000 }
/** When the server asks browsers to reconnect, they must not all do so at once. */
const RECONNECT_WITHIN_MS = 3000
/** The server ends a stream sooner. A longer one has lost its connection unnoticed. */
const LONGEST_STREAM_MS = 360_000
const ASK_TIMEOUT_MS = 10_000

/**
 * Listens, over as many streams as it takes, until this page's session ends or changes.
 *
 * @returns null if `signal` aborts first.
 */
export async function listenForEnd(session: string, signal: AbortSignal): Promise<Over | null> {
  let failures = 0
  while (!signal.aborted) {
    const last = await readStream(urlFor(session), signal, () => (failures = 0))
    if (signal.aborted) break
    if (last === 'ended' || last === 'changed') return last
    const wait = last === 'leave' ? Math.random() * RECONNECT_WITHIN_MS : pauseAfter(failures++)
    await pause(wait, signal)
  }
  return null
}

/** Asks once, without waiting; null if this page's session goes on or its state is unknown. */
export async function askOnce(session: string): Promise<Over | null> {
  try {
    const answer = await fetch(`${urlFor(session)}&once`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    })
    const news = answer.ok ? /^event: (\w+)/.exec(await answer.text())?.[1] : null
    return news === 'ended' || news === 'changed' ? news : null
  } catch {
    return null
  }
}

function urlFor(session: string): string {
  return `${EVENTS}?session=${encodeURIComponent(session)}`
}

/** The last news of one stream; `unknown` also if it broke off. */
function readStream(
  streamUrl: string,
  signal: AbortSignal,
  onLiving: () => void,
): Promise<SessionNews> {
  const LAST_NEWS: SessionNews[] = ['ended', 'changed', 'unknown', 'leave']
  return new Promise((resolve) => {
    const stream = new EventSource(streamUrl)
    const close = (news: SessionNews) => {
      // By itself it would reconnect too soon after a loss, and never after a 503.
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

/** Twice as long each time, and different in each browser. */
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
