/** Adds up the metrics of the primary and of all its server processes. */
import { log } from '@/lib/telemetry/log'
import { ownFigures, type Figures } from '@/lib/telemetry/metrics'
import type { Slot } from './slot'
import { keptAfterEnd, summedText } from './sum-metrics'

/** A process that is busier than this is represented by what it said last. */
const ANSWER_MS = 2000

interface Source {
  /** Asks the process, if it runs. */
  update(): Promise<void>
  /** What the process said last. */
  last(): Figures
}

/** Answers each process that is asked for the metrics of all. */
export function addUpMetrics(slots: readonly Slot[]): void {
  // Of the processes that have ended, so that no counter falls.
  let kept: Promise<Figures> = Promise.resolve([])
  const keep = (figures: Figures) => {
    kept = kept.then((before) => keptAfterEnd([before, figures]))
  }
  const sources = slots.map((slot) => sourceOf(slot, keep))
  const sum = async () => {
    const [own] = await Promise.all([ownFigures(), ...sources.map((source) => source.update())])
    // Both at one moment: the figures of a process that ends move from one to the other.
    const [before, current] = [kept, sources.map((source) => source.last())]
    return summedText([own, await before, ...current])
  }
  for (const slot of slots) {
    slot.onMessage((message) => {
      if (message.kind !== 'scrape') return
      const { id } = message
      sum()
        .catch((err: unknown) => {
          log.error('The metrics could not be added up', { err })
          return null
        })
        .then((text) => slot.tell({ kind: 'scraped', id, text }))
        .catch(() => undefined)
    })
  }
}

function sourceOf(slot: Slot, keep: (figures: Figures) => void): Source {
  let last: Figures = []
  let asked = 0
  const waiting = new Map<number, () => void>()
  const answered = (id: number) => {
    waiting.get(id)?.()
    waiting.delete(id)
  }
  slot.onMessage((message) => {
    if (message.kind !== 'figures') return
    last = message.figures
    answered(message.id)
  })
  slot.onEnd(() => {
    keep(last)
    last = []
    for (const id of waiting.keys()) answered(id)
  })
  return {
    last: () => last,
    update: () =>
      new Promise((resolve) => {
        const id = (asked += 1)
        if (!slot.tell({ kind: 'give-figures', id })) return resolve()
        const timer = setTimeout(() => answered(id), ANSWER_MS)
        waiting.set(id, () => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}
