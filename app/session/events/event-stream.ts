import type { Notice } from '@/lib/sessions/watch'

/**
 * What a stream says, each a single event without more to it: the session `ended`; the browser's
 * cookies have `changed` to another one; `unknown`, so ask again soon; it is `living`, and the
 * stream goes on; `leave`, so come back in a moment.
 */
export type SessionNews = 'ended' | 'changed' | 'unknown' | 'living' | 'leave'

/** In milliseconds. */
interface Times {
  heartbeat: number
  life: { least: number; spread: number }
}

const TIMES: Times = {
  // Proxies cut what is silent for longer, most of them after a minute.
  heartbeat: 25_000,
  // None is to linger that its browser has lost sight of, and not all are to come back at once.
  life: { least: 240_000, spread: 60_000 },
}

const NEWS: Record<Notice, SessionNews> = { ended: 'ended', replaced: 'unknown', leave: 'leave' }
const ENCODER = new TextEncoder()

/** An answer of one event. */
export function singleEvent(news: SessionNews): Response {
  return answer(eventOf(news))
}

/**
 * An answer that stays open until the session's end, or until it is time to come back.
 *
 * @param wait begins to wait for the end; answers how to stop, or null when there is no waiting.
 * @returns null in that case.
 */
export function eventStream(
  wait: (tell: (notice: Notice) => void) => (() => void) | null,
  times = TIMES,
): Response | null {
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stream = controller
    },
    // The browser has gone.
    cancel: stop,
  })
  const say = (text: string) => stream?.enqueue(ENCODER.encode(text))

  const stopWaiting = wait((notice) => end(NEWS[notice]))
  if (!stopWaiting) return null
  const lifeMillis = times.life.least + Math.random() * times.life.spread
  const heartbeat = setInterval(() => say(': still here\n\n'), times.heartbeat).unref()
  const life = setTimeout(() => end('leave'), lifeMillis).unref()
  say(eventOf('living'))
  return answer(body)

  function stop() {
    clearInterval(heartbeat)
    clearTimeout(life)
    stopWaiting?.()
  }

  function end(news: SessionNews) {
    stop()
    say(eventOf(news))
    stream?.close()
  }
}

function eventOf(news: SessionNews): string {
  // A browser passes on no event without data.
  return `event: ${news}\ndata: -\n\n`
}

function answer(body: BodyInit): Response {
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Compressed, an event would wait for more to come.
      'Cache-Control': 'no-store, no-transform',
      // nginx would hold it back likewise.
      'X-Accel-Buffering': 'no',
    },
  })
}
