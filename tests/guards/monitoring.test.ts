import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COUNTERS, GAUGES, HISTOGRAMS } from '@/lib/telemetry/series'

const page = readFileSync('docs/monitoring.md', 'utf8')
const series = Object.values({ ...COUNTERS, ...GAUGES, ...HISTOGRAMS })

test('docs/monitoring.md explains every series with every label value, and no other series', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `gatehouse_'))
  const explained = rows.map((row) => /`(\w+)`/.exec(row)?.[1])
  expect(explained.sort()).toEqual(series.map(({ name }) => name).sort())
  for (const { name, labels } of Object.values(COUNTERS)) {
    const row = rows.find((line) => line.includes(`\`${name}\``)) ?? ''
    for (const [label, values] of Object.entries(labels)) {
      expect(row, name).toContain(`\`${label}\``)
      // HTTP methods and statuses need no explanation.
      if (label === 'method' || label === 'status') continue
      for (const value of values) expect(row, name).toContain(value)
    }
  }
})

test('the alerts in docs/monitoring.md use only existing series', () => {
  const [, alerts = ''] = page.split('## Alerts')
  const asked = [...alerts.matchAll(/gatehouse_\w+?(?=_bucket\b|\b)/g)].map(([name]) => name)
  expect(asked.length).toBeGreaterThan(5)
  const known = series.map(({ name }) => name as string)
  expect(asked.filter((name) => !known.includes(name.replace(/_bucket$/, '')))).toEqual([])
})

test('names of series follow the conventions of Prometheus', () => {
  for (const { name } of Object.values(COUNTERS)) expect(name).toMatch(/^gatehouse_[a-z_]+_total$/)
  for (const { name } of Object.values(HISTOGRAMS)) {
    expect(name).toMatch(/^gatehouse_[a-z_]+_seconds$/)
  }
})
