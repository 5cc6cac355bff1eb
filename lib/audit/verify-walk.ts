/** Walks the chain of the audit log, and stops at the first event that does not fit. */
import { findFirstSequence, type SealedEventRecord } from '@/db/queries/audit-chain'
import {
  findCheckpoint,
  listCheckpoints,
  type CheckpointRecord,
} from '@/db/queries/audit-checkpoints'
import { fromNumericDate } from '@/lib/base/time'
import { eventHashOf, GENESIS, personalHashOf } from './chain'
import { usersErasedFrom } from './erase-user'
import type { checkpointVerifier } from './verify-checkpoints'
import { explain, type Fault } from './verify-fault'

export class ChainWalk {
  readonly #purged: number
  readonly #erased: number
  readonly #judge: ReturnType<typeof checkpointVerifier>
  /** The hash before the next event; null while a purge is removing what came before. */
  #previous: string | null = GENESIS
  #last = 0
  #events = 0
  #checkpoints = 0
  #lastCheckpoint = 0
  #uncovered: SealedEventRecord | null = null
  /** Among those of the events that are looked at. */
  #erasedUsers: ReadonlySet<string> = new Set()

  /** @param allowed the last sequences that were purged, and erased of personal data */
  constructor(
    { purged, erased }: { purged: number; erased: number },
    judge: ReturnType<typeof checkpointVerifier>,
  ) {
    this.#purged = purged
    this.#erased = erased
    this.#judge = judge
  }

  counts() {
    return { events: this.#events, checkpoints: this.#checkpoints, last: this.#last }
  }

  /** The first event that no trusted checkpoint covers. */
  firstUncovered(): SealedEventRecord | null {
    return this.#uncovered
  }

  /** Finds the start: the first event, or the end of the last recorded purge. */
  async begin(): Promise<Fault | null> {
    const first = (await findFirstSequence()) ?? 1
    if (first === 1) return null
    if (first > this.#purged + 1) return removed(this.#purged + 1, first - 1)
    const anchor = await findCheckpoint(this.#purged)
    if (!anchor) return { kind: 'checkpoint-removed', sequence: this.#purged, id: null }
    this.#last = first - 1
    // A purge in progress has not yet removed the events before the anchor.
    this.#previous = first === this.#purged + 1 ? anchor.hash : null
    return first === this.#purged + 1 ? this.#takeCheckpoint(anchor, anchor.hash) : null
  }

  async take(events: readonly SealedEventRecord[]): Promise<Fault | null> {
    const checkpoints = await this.#checkpointsAmong(events)
    this.#erasedUsers = await usersErasedFrom(events.filter((event) => this.#isErasedEarly(event)))
    for (const event of events) {
      if (event.sequence !== this.#last + 1) return removed(this.#last + 1, event.sequence - 1)
      const fault = await this.#check(event)
      if (fault) return fault
      this.#previous = event.hash
      this.#last = event.sequence
      this.#events += 1
      this.#uncovered ??= event
      const checkpoint = checkpoints.get(event.sequence)
      const signed = checkpoint && (await this.#takeCheckpoint(checkpoint, event.hash, event.id))
      if (signed) return signed
    }
    return null
  }

  async #checkpointsAmong(events: readonly SealedEventRecord[]) {
    const last = events.at(-1)?.sequence ?? 0
    const rows = await listCheckpoints(this.#last, last, events.length + 1)
    return new Map(rows.map((row) => [row.sequence, row]))
  }

  async #check(event: SealedEventRecord): Promise<Fault | null> {
    const { sequence, id } = event
    if (event.personalSalt !== null) {
      const isIntact = event.personalHash === personalHashOf(event)
      // A changed personal hash also breaks the event's own hash, which is the clearer fault.
      if (!isIntact && this.#fits(event)) return { kind: 'personal-changed', sequence, id }
    } else if (hasPersonalData(event)) {
      return { kind: 'personal-changed', sequence, id }
    } else if (!this.#mayBeErased(event) && this.#fits(event)) {
      return { kind: 'personal-removed', sequence, id }
    }
    return this.#fits(event) ? null : explain(this.#previous ?? GENESIS, event)
  }

  /** Erased before its time, as only the deletion of its user allows. */
  #isErasedEarly({ sequence, personalSalt }: SealedEventRecord): boolean {
    return personalSalt === null && sequence > this.#erased
  }

  #mayBeErased(event: SealedEventRecord): boolean {
    const users = [event.userId, event.actorId]
    return (
      !this.#isErasedEarly(event) || users.some((id) => id !== null && this.#erasedUsers.has(id))
    )
  }

  #fits(event: SealedEventRecord): boolean {
    return this.#previous === null || event.hash === eventHashOf(this.#previous, event)
  }

  async #takeCheckpoint(
    row: CheckpointRecord,
    hash: string,
    id: string | null = null,
  ): Promise<Fault | null> {
    const { sequence } = row
    const judged = await this.#judge(row.token)
    if (!judged.ok && judged.reason !== 'lost-key') {
      return { kind: 'checkpoint-forged', sequence, id }
    }
    const claims = judged.ok ? judged.claims : null
    if (claims && !matches(row, claims)) return { kind: 'checkpoint-changed', sequence, id }
    if (row.hash !== hash) {
      const from = this.#lastCheckpoint + 1
      return judged.ok
        ? { kind: 'rewritten', sequence: from, id: null, through: sequence }
        : { kind: 'checkpoint-forged', sequence, id }
    }
    if (claims && claims.previous !== this.#lastCheckpoint && !this.#isBeginning(claims.previous)) {
      return { kind: 'checkpoint-removed', sequence: claims.previous, id: null }
    }
    this.#lastCheckpoint = sequence
    this.#checkpoints += 1
    if (judged.ok && judged.trusted) this.#uncovered = null
    return null
  }

  /** Checkpoints of purged events are gone too. */
  #isBeginning(previous: number): boolean {
    return this.#lastCheckpoint === 0 && previous < this.#purged
  }
}

function removed(first: number, last: number): Fault {
  return { kind: 'removed', sequence: first, id: null, through: last }
}

function hasPersonalData({ network, browser, system, personalDetails }: SealedEventRecord) {
  return [network, browser, system, personalDetails].some((value) => value !== null)
}

function matches(
  row: CheckpointRecord,
  claims: { sequence: number; hash: string; iat: number },
): boolean {
  return (
    claims.sequence === row.sequence &&
    claims.hash === row.hash &&
    fromNumericDate(claims.iat).getTime() === row.createdAt.getTime()
  )
}
