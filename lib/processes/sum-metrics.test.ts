import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { seriesIn } from '@/tests/support/metrics'
import { keptAfterEnd, summedText } from './sum-metrics'

/** The figures of a process that has counted `count`, and names itself at what is its own. */
async function figuresOf(worker: string, count: number) {
  const registry = new Registry()
  const registers = [registry]
  registry.setDefaultLabels({ process: 'host:3000' })
  const labelNames = ['kind']
  new Counter({ name: 'acts_total', help: 'x', labelNames, registers }).inc({ kind: 'a' }, count)
  new Gauge({ name: 'waiting', help: 'x', registers }).set(count)
  new Histogram({ name: 'acts_seconds', help: 'x', buckets: [1], registers }).observe(count)
  // Metrics of Node.js that prom-client would leave out or average.
  const named = { help: 'x', labelNames: ['worker'], registers }
  new Gauge({ ...named, name: 'start_time', aggregator: 'omit' }).set({ worker }, count)
  new Gauge({ ...named, name: 'lag', aggregator: 'average' }).set({ worker }, NaN)
  return registry.getMetricsAsJSON()
}

test('counters, histograms and gauges of several processes add up, and what is named stays apart', async () => {
  const text = await summedText([await figuresOf('1', 2), await figuresOf('2', 3)])
  expect(text).toContain('# TYPE acts_total counter')
  expect(seriesIn(text.replaceAll('Nan', 'NaN'))).toEqual({
    'acts_total{kind="a",process="host:3000"}': 5,
    'waiting{process="host:3000"}': 5,
    'acts_seconds_bucket{le="1",process="host:3000"}': 0,
    'acts_seconds_bucket{le="+Inf",process="host:3000"}': 2,
    'acts_seconds_sum{process="host:3000"}': 5,
    'acts_seconds_count{process="host:3000"}': 2,
    'start_time{worker="1",process="host:3000"}': 2,
    'start_time{worker="2",process="host:3000"}': 3,
    'lag{worker="1",process="host:3000"}': NaN,
    'lag{worker="2",process="host:3000"}': NaN,
  })
})

test('of processes that have ended, counters and histograms stay, and gauges do not', async () => {
  const once = await keptAfterEnd([[], await figuresOf('1', 2)])
  const twice = await keptAfterEnd([once, await figuresOf('1', 3)])
  const text = await summedText([twice, await figuresOf('1', 4)])
  expect(seriesIn(text)).toMatchObject({
    'acts_total{kind="a",process="host:3000"}': 9,
    'acts_seconds_count{process="host:3000"}': 3,
    'waiting{process="host:3000"}': 4,
    'start_time{worker="1",process="host:3000"}': 4,
  })
})
