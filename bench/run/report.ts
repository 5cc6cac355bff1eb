/** Prints the figures as a Markdown table. */
import { REQUEST_ROWS, type RequestRow } from './app'
import type { Sample } from './rounds'
import { summary } from './statistics'

const NAMES: Record<RequestRow, string> = {
  page: 'public page',
  protected: 'protected page of three lines',
  dashboard: '`/dashboard`',
  refresh: 'refresh, by a form',
  'refresh-api': 'refresh, by the API',
  me: 'Bearer `GET /me`',
}
const FLOOR = 'floor'

/** Median CPU milliseconds of a request, with quartiles, and how much more than the floor. */
export function requestTable(samples: readonly Sample[], apps: readonly string[]): string {
  const rows = REQUEST_ROWS.filter((row) => samples.some((sample) => sample.row === row))
  return markdown([
    ['CPU ms of a request', ...apps],
    ...rows.map((row) => [NAMES[row], ...apps.map((app) => cell(samples, row, app))]),
  ])
}

function cell(samples: readonly Sample[], row: RequestRow, app: string): string {
  const of = (name: string) =>
    samples.filter((sample) => sample.row === row && sample.app === name)
  const own = of(app)
  if (own.length === 0) return '–'
  const { median, q1, q3 } = summary(own.map(({ cpuMs }) => cpuMs))
  const text = `${median.toFixed(2)} [${q1.toFixed(2)}–${q3.toFixed(2)}]`
  const floor = of(FLOOR)
  if (app === FLOOR || floor.length === 0) return text
  // Within each round, since all apps of one round meet the same noise.
  const over = summary(own.map(({ cpuMs, round }) => cpuMs - (floor[round]?.cpuMs ?? NaN)))
  return `${text}, +${over.median.toFixed(2)}`
}

/** The first row is the head; all columns but the first hold numbers. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const [first = '', ...others] = rows.map(line)
  return [first, `| ${rule.join(' | ')} |`, ...others].join('\n')
}
