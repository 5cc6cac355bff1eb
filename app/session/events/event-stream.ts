import type { Notice } from '@/lib/sessions/watch'

/**
 * The events of a stream, each only a name: the session `ended`; the browser's cookies `changed` to
 * another session; the state is `unknown`, so ask again soon; the session is `living`, and the
 * stream goes on; `leave`, so reconnect in a moment.
 */
export type SessionNews = 'ended' | 'changed' | 'unknown' | 'living' | 'leave'

/** In milliseconds. */
interface Times {
  heartbeat: number
  life: { least: number; spread: number }
}

const TIMES: Times = {
  // Proxies close silent connections, most of them after a minute.
  heartbeat: 25_000,
  // Streams that their browser has lost must not linger, and not all may reconnect at once.
  life: { least: 240_000, spread: 60_000 },
}

const NEWS: Record<Notice, SessionNews> = { ended: 'ended', replaced: 'unknown', leave: 'leave' }
const ENCODER = new TextEncoder()

/** A response of one event. */
export function singleEvent(news: SessionNews): Response {
  return answer(eventOf(news))
}

/**
 * A response that stays open until the session ends, or until it is time to reconnect.
 *
 * @param wait starts waiting for the end; returns a function that stops it, or null if it cannot.
 * @returns null if `wait` does.
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
    // The browser has disconnected.
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
  // Browsers ignore an event without data.
  return `event: ${news}\ndata: -\n\n`
}

function answer(body: BodyInit): Response {
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Compression would hold an event back until more follow.
      'Cache-Control': 'no-store, no-transform',
      // nginx would do the same.
      'X-Accel-Buffering': 'no',
    },
  })
}
