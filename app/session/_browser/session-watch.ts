'use client'

import { leaveForLogIn, showAnew } from './leave'
import { askOnce, listenForEnd, type Over } from './session-stream'
import { onEndingAction, onLogOut } from './log-out-form'
import { listenToTabs, tellOtherTabs, type TabMessage } from './tabs'
import { isVisible, onWake } from './wake'

/** A session that ends this soon after a log-out was sent was ended by it. */
const LOG_OUT_MILLIS = 60_000
/** How long the answer to an action that ended this session can lead away or be read. */
const HOLD_MILLIS = 10_000
const LOOK_MILLIS = 1_000

/**
 * Takes this tab to the log-in page when its session ends, and reloads it when the browser's
 * cookies belong to another session.
 *
 * One visible tab listens for all tabs of the browser. A hidden tab holds no connection and asks
 * when it becomes visible. None of this counts as use of the session.
 *
 * @param session the id of the session this page was rendered for.
 * @returns a function that stops it.
 */
export function watchSession(session: string): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  const watch = new SessionWatch(session)
  const stopListening = listenToTabs((message) => watch.onMessage(message))
  const stop = () => {
    stopped.abort()
    stopListening()
    watch.rest()
  }
  onWake(() => watch.wake(), signal)
  document.addEventListener('visibilitychange', () => isVisible() || watch.rest(), { signal })
  addEventListener('pagehide', () => watch.rest(), { signal })
  onLogOut((own) => {
    stop()
    if (own) tellOtherTabs({ type: 'logging-out' })
  }, signal)
  onEndingAction((form) => watch.hold(form, signal), signal)
  watch.wake()
  return stop
}

class SessionWatch {
  readonly #session: string
  #turn: AbortController | undefined
  #logOutSentAt = -Infinity
  #isLeaving = false
  #isHeld = false

  constructor(session: string) {
    this.#session = session
  }

  wake(): void {
    this.rest()
    if (!isVisible() || this.#isHeld) return
    this.#turn = new AbortController()
    // Without locks, which a browser may refuse, the next click finds out.
    this.#takeTurn(this.#turn.signal).catch(() => undefined)
  }

  /** Does nothing until this form has its answer, which may take long, and for a while after. */
  hold(form: HTMLFormElement, signal: AbortSignal): void {
    this.rest()
    this.#isHeld = true
    let busyAt = Date.now()
    const timer = setInterval(() => {
      if (form.getAttribute('aria-busy') === 'true') busyAt = Date.now()
      if (Date.now() - busyAt < HOLD_MILLIS) return
      clearInterval(timer)
      this.#isHeld = false
      this.wake()
    }, LOOK_MILLIS)
    signal.addEventListener('abort', () => clearInterval(timer))
  }

  rest(): void {
    this.#turn?.abort()
    this.#turn = undefined
  }

  onMessage(message: TabMessage): void {
    if (message.type === 'over' && message.session === this.#session) this.#act(message.news)
    if (message.type === 'logging-out' || message.type === 'logged-out') {
      this.#logOutSentAt = Date.now()
    }
    if (message.type === 'logged-out') void this.#ask()
  }

  /** Listens as soon as no other tab does. Tabs of another session listen for themselves. */
  async #takeTurn(signal: AbortSignal): Promise<void> {
    const name = `gatehouse-live-line ${this.#session}`
    const listen = () => this.#listen(signal)
    const isFree = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await listen()
      return lock !== null
    })
    if (isFree || signal.aborted) return
    void this.#ask()
    await navigator.locks.request(name, { signal }, listen)
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const news = await listenForEnd(this.#session, signal)
    if (!news) return
    tellOtherTabs({ type: 'over', session: this.#session, news })
    this.#act(news)
  }

  async #ask(): Promise<void> {
    const news = await askOnce(this.#session)
    if (news) this.#act(news)
  }

  #act(news: Over): void {
    // A second navigation would only cut off the first.
    if (this.#isLeaving || this.#isHeld) return
    this.#isLeaving = true
    if (news === 'changed') return showAnew()
    const isLogOut = Date.now() - this.#logOutSentAt < LOG_OUT_MILLIS
    leaveForLogIn(isLogOut ? 'out' : 'ended')
  }
}
