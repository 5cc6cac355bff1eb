/** The listeners for endings in this process, whichever database is open. */
import { isUserId } from '@/lib/base/ids'
import type { Driver, EndingListener } from './drivers/driver'

/** How soon a reopened database is followed again, in milliseconds. */
const ATTACH_MS = 1000

export class EndingListeners {
  readonly #open: () => Driver
  readonly #listeners = new Set<EndingListener>()
  #followed: Driver | undefined
  #stop = () => {}
  #timer: ReturnType<typeof setInterval> | undefined

  /** @param open returns the database in use, and opens it if needed; it may throw. */
  constructor(open: () => Driver) {
    this.#open = open
  }

  add(tell: EndingListener): () => void {
    this.#listeners.add(tell)
    this.#timer ??= setInterval(() => this.#attach(), ATTACH_MS).unref()
    this.#attach()
    return () => {
      this.#listeners.delete(tell)
      if (this.#listeners.size === 0) this.#detach()
    }
  }

  /** @param ended a user's id; anything else stands for everyone. */
  tell(ended: string | null): void {
    const userId = ended !== null && isUserId(ended) ? ended : null
    for (const tell of this.#listeners) tell(userId)
  }

  #attach(): void {
    let driver: Driver
    try {
      driver = this.#open()
    } catch {
      // An outage, which requests report. The next tick tries again.
      return
    }
    if (driver === this.#followed) return
    this.#stop()
    const isFirst = this.#followed === undefined
    this.#followed = driver
    this.#stop = driver.followEndings((userId) => this.tell(userId))
    // Endings between the two databases may have been missed.
    if (!isFirst) this.tell(null)
  }

  #detach(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stop()
    this.#stop = () => {}
    this.#followed = undefined
  }
}
