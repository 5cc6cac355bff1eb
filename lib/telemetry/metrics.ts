/** Metrics of this process for Prometheus. */
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
type Read = () => number | Promise<number>
export type CounterLabels<Name extends CounterName> = Values<(typeof COUNTERS)[Name]['labels']>
type HistogramLabels<Name extends HistogramName> = Values<(typeof HISTOGRAMS)[Name]['labels']>

interface State {
  readonly registry: Registry
  readonly counters: ReadonlyMap<CounterName, Counter>
  readonly histograms: ReadonlyMap<HistogramName, Histogram>
  readonly reads: Map<GaugeName, Read>
  /** Asks all processes of this instance; null if there is only this one. */
  gather: (() => Promise<string>) | null
}

/** The metrics of one process, as numbers. */
export type Figures = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

/** A counter with more label combinations than this gets each series at its first count. */
const MAX_ZEROS = 50

const state = processWide('metrics', newState)

/** Adds one. Inside a transaction, call it in `afterCommit`, so that it counts only after commit. */
export function count<Name extends CounterName>(name: Name, labels: CounterLabels<Name>): void {
  state().counters.get(name)?.inc(labels)
}

/** Records a duration. */
export function observe<Name extends HistogramName>(
  name: Name,
  labels: HistogramLabels<Name>,
  seconds: number,
): void {
  state().histograms.get(name)?.observe(labels, seconds)
}

/** Runs `work` and records its duration, also when it fails. */
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

/** Sets the function that reads a gauge at each scrape. If it fails, the gauge is `NaN`. */
export function gauge(name: GaugeName, read: Read): void {
  state().reads.set(name, read)
}

/**
 * Labels all series with this instance, and adds the metrics of Node.js. Call once, at start-up.
 *
 * @param worker the name of this process among those of the instance, for the metrics of Node.js.
 */
export function beginMetrics({ port }: { port: number }, worker?: string): void {
  const { registry: register } = state()
  register.setDefaultLabels({ process: `${hostname()}:${port}` })
  collectDefaultMetrics({ register, ...(worker === undefined ? {} : { labels: { worker } }) })
}

/** All metrics in the text format of Prometheus. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const { registry, gather } = state()
  return { text: await (gather ?? (() => registry.metrics()))(), contentType: registry.contentType }
}

/** The metrics of this process alone. */
export function ownFigures(): Promise<Figures> {
  return state().registry.getMetricsAsJSON()
}

/** Sets the function that asks all processes of this instance at each scrape. */
export function gatherMetrics(gather: () => Promise<string>): void {
  state().gather = gather
}

function newState(): State {
  const registry = new Registry()
  const registers = [registry]
  const reads = new Map<GaugeName, Read>()
  for (const [key, { name, ...options }] of entries(GAUGES)) {
    new Gauge({
      ...{ name, ...options, registers },
      async collect() {
        this.set(await readGauge(reads.get(key)))
      },
    })
  }
  const counters = entries(COUNTERS).map(([key, { name, help, labels }]) => {
    const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers })
    const all = combinations(labels)
    // Prometheus sees no increase in a series that begins at one.
    if (all.length <= MAX_ZEROS) for (const values of all) counter.inc(values, 0)
    return [key, counter] as const
  })
  const histograms = entries(HISTOGRAMS).map(([key, { labels, buckets, name, help }]) => {
    const labelNames = Object.keys(labels)
    const options = { name, help, labelNames, buckets: [...buckets], registers }
    return [key, new Histogram(options)] as const
  })
  return {
    ...{ registry, reads, gather: null },
    counters: new Map(counters),
    histograms: new Map(histograms),
  }
}

async function readGauge(read: Read | undefined): Promise<number> {
  try {
    return (await read?.()) ?? 0
  } catch {
    // One figure that cannot be read must not hide the others.
    return NaN
  }
}

function combinations(labels: Record<string, readonly string[]>): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
}

function entries<T extends object>(table: T): [keyof T, T[keyof T]][] {
  // Safe because the tables in `series.ts` have exactly the keys of their types.
  return Object.entries(table) as [keyof T, T[keyof T]][]
}
