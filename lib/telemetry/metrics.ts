/** Counts what happens in this process, for Prometheus to fetch. */
import { hostname } from 'node:os'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { processWide } from '@/lib/base/process-wide'
import { COUNTERS, GAUGES, HISTOGRAMS } from './series'

type Values<Labels extends object> = {
  [Name in keyof Labels]: Labels[Name] extends readonly (infer V extends string)[] ? V : never
}
type CounterName = keyof typeof COUNTERS
type HistogramName = keyof typeof HISTOGRAMS
type GaugeName = keyof typeof GAUGES
export type CounterLabels<Name extends CounterName> = Values<(typeof COUNTERS)[Name]['labels']>
type HistogramLabels<Name extends HistogramName> = Values<(typeof HISTOGRAMS)[Name]['labels']>

interface State {
  readonly registry: Registry
  readonly counters: ReadonlyMap<CounterName, Counter>
  readonly histograms: ReadonlyMap<HistogramName, Histogram>
  readonly reads: Map<GaugeName, () => number>
}

/** Whoever has more combinations than this appears in the numbers when it first counts. */
const MOST_ZEROS = 50

const state = processWide('metrics', newState)

/** Counts one more. What a transaction does is counted once it is kept: see `whenKept`. */
export function count<Name extends CounterName>(name: Name, labels: CounterLabels<Name>): void {
  state().counters.get(name)?.inc(labels)
}

/** Notes how long something took. */
export function observe<Name extends HistogramName>(
  name: Name,
  labels: HistogramLabels<Name>,
  seconds: number,
): void {
  state().histograms.get(name)?.observe(labels, seconds)
}

/** Runs `work`, and notes how long it took, whether it failed or not. */
export async function timed<Name extends HistogramName, T>(
  name: Name,
  labels: HistogramLabels<Name>,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    observe(name, labels, (performance.now() - startedAt) / 1000)
  }
}

/** Says how to find a number that goes up and down, when it is asked for. */
export function gauge(name: GaugeName, read: () => number): void {
  state().reads.set(name, read)
}

/** Names this process in every series, and adds what Node.js tells of itself. Once, at the start. */
export function beginMetrics({ port }: { port: number }): void {
  const { registry } = state()
  registry.setDefaultLabels({ process: `${hostname()}:${port}` })
  collectDefaultMetrics({ register: registry })
}

/** Everything counted so far, in the text that Prometheus reads. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const { registry } = state()
  return { text: await registry.metrics(), contentType: registry.contentType }
}

function newState(): State {
  const registry = new Registry()
  const registers = [registry]
  const reads = new Map<GaugeName, () => number>()
  for (const [name, { name: series, help }] of entries(GAUGES)) {
    new Gauge({
      name: series,
      help,
      registers,
      collect() {
        this.set(reads.get(name)?.() ?? 0)
      },
    })
  }
  const counters = entries(COUNTERS).map(([key, { name, help, labels }]) => {
    const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers })
    const all = combinations(labels)
    // A series that begins at one looks to Prometheus as if nothing had happened.
    if (all.length <= MOST_ZEROS) for (const values of all) counter.inc(values, 0)
    return [key, counter] as const
  })
  const histograms = entries(HISTOGRAMS).map(([key, { labels, buckets, name, help }]) => {
    const labelNames = Object.keys(labels)
    const options = { name, help, labelNames, buckets: [...buckets], registers }
    return [key, new Histogram(options)] as const
  })
  return { registry, reads, counters: new Map(counters), histograms: new Map(histograms) }
}

function combinations(labels: Record<string, readonly string[]>): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
}

function entries<T extends object>(table: T): [keyof T, T[keyof T]][] {
  // Safe because the tables above are written out in full.
  return Object.entries(table) as [keyof T, T[keyof T]][]
}
