/** Who in this process wants to hear of endings, whichever database is open at the moment. */
import { EVERYONE, type Driver, type TellEnding } from './drivers/driver'

/** How soon a database that was closed or replaced is followed again. */
const ATTACH_MS = 1000

export class Followers {
  readonly #open: () => Driver
  readonly #tells = new Set<TellEnding>()
  #followed: Driver | undefined
  #stop = () => {}
  #timer: ReturnType<typeof setInterval> | undefined

  /** @param open the database in use, opened where it is not; it may throw. */
  constructor(open: () => Driver) {
    this.#open = open
  }

  add(tell: TellEnding): () => void {
    this.#tells.add(tell)
    this.#timer ??= setInterval(() => this.#attach(), ATTACH_MS).unref()
    this.#attach()
    return () => {
      this.#tells.delete(tell)
      if (this.#tells.size === 0) this.#hangUp()
    }
  }

  tell(userId: string | null): void {
    for (const tell of this.#tells) tell(userId === EVERYONE ? null : userId)
  }

  #attach(): void {
    let driver: Driver
    try {
      driver = this.#open()
    } catch {
      // An outage, which whoever asks for anything else reports. The next tick tries again.
      return
    }
    if (driver === this.#followed) return
    this.#stop()
    const isFirst = this.#followed === undefined
    this.#followed = driver
    this.#stop = driver.followEndings((userId) => this.tell(userId))
    // Between two databases anything may have happened.
    if (!isFirst) this.tell(null)
  }

  #hangUp(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#stop()
    this.#stop = () => {}
    this.#followed = undefined
  }
}
