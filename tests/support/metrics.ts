/** Reads metrics as a scraper does. */
import { metricsText } from '@/lib/telemetry/metrics'

export type Series = Record<string, number>

/** The series of a text in the format of Prometheus, by name and labels. */
export function seriesIn(text: string): Series {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}

/** The series of this process that `act` changes, without durations. */
export async function countedBy(act: () => Promise<unknown>): Promise<Series> {
  const before = await counters()
  await act()
  const changed = Object.entries(await counters()).map(
    ([name, value]) => [name, value - (before[name] ?? 0)] as const,
  )
  return Object.fromEntries(changed.filter(([, difference]) => difference !== 0))
}

async function counters(): Promise<Series> {
  const series = Object.entries(seriesIn((await metricsText()).text))
  return Object.fromEntries(
    series.flatMap(([name, value]) => {
      const [, short] = /^gatehouse_(\w+(?:_total|_seconds_count)(?:\{.*\})?)$/.exec(name) ?? []
      return short && !short.startsWith('database_seconds') ? [[short, value]] : []
    }),
  )
}
