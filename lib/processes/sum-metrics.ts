/** Adds up the metrics of several processes. */
import { AggregatorRegistry } from 'prom-client'
import type { Figures } from '@/lib/telemetry/metrics'

/** The text format of Prometheus, with the sum of every series. */
export function summedText(all: readonly Figures[]): Promise<string> {
  return summed(all).metrics()
}

/** What stays of processes that have ended: their counters and histograms, which must never fall. */
export async function keptAfterEnd(all: readonly Figures[]): Promise<Figures> {
  const figures = await summed(all).getMetricsAsJSON()
  // Compared as text, since the types of prom-client name numbers that it does not use.
  return figures.filter(({ type }) => ['counter', 'histogram'].includes(String(type)))
}

/**
 * Always a sum, while prom-client would average or omit some metrics of Node.js: those carry the
 * name of their process, so that nothing is mixed.
 */
function summed(all: readonly Figures[]) {
  const toSum = all.map((figures) => figures.map((one) => ({ ...one, aggregator: 'sum' })))
  return AggregatorRegistry.aggregate(toSum)
}
