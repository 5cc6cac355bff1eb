/** Shows the figures as Markdown tables. */
import { REQUEST_ROWS, type RequestRow } from './app'
import type { Flood, LogIns } from './log-ins'
import type { Memory } from './memory'
import type { Sample } from './rounds'
import type { Scripts } from './scripts'
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
  const of = (name: string) => samples.filter((sample) => sample.row === row && sample.app === name)
  const own = of(app)
  if (own.length === 0) return '–'
  const { median, q1, q3 } = summary(own.map(({ cpuMs }) => cpuMs))
  const text = `${median.toFixed(2)} [${q1.toFixed(2)}–${q3.toFixed(2)}]`
  const floor = new Map(of(FLOOR).map(({ round, cpuMs }) => [round, cpuMs]))
  if (app === FLOOR || floor.size === 0) return text
  // Within each round, since all apps of one round meet the same noise.
  const over = summary(own.map(({ cpuMs, round }) => cpuMs - (floor.get(round) ?? NaN))).median
  return `${text}, ${over < 0 ? '−' : '+'}${Math.abs(over).toFixed(2)}`
}

export function scriptTable(scripts: readonly Scripts[]): string {
  return markdown([
    ['first-load JavaScript', 'files', 'kB gzipped'],
    ...scripts.map(({ app, page, files, gzipBytes }) => [
      `${app} \`${page}\``,
      String(files),
      (gzipBytes / 1000).toFixed(1),
    ]),
  ])
}

export function logInTable({ hash, apps }: LogIns): string {
  const perSecond = (ms: number) => ((hash.cores * 1000) / ms).toFixed(1)
  const took = (ms: number) => `${ms.toFixed(0)} ms`
  return markdown([
    ['log-ins, 8 at a time', 'a second'],
    ...apps.map(({ app, perSecond: { median, q1, q3 } }) => [
      app,
      `${median.toFixed(1)} [${q1.toFixed(1)}–${q3.toFixed(1)}]`,
    ]),
    [`cores ÷ one hash of Gatehouse, alone (${took(hash.aloneMs)})`, perSecond(hash.aloneMs)],
    [
      `cores ÷ one hash while every core hashes (${took(hash.onEachCoreMs)})`,
      perSecond(hash.onEachCoreMs),
    ],
  ])
}

export function floodTable(floods: readonly Flood[]): string {
  return markdown([
    ['ms until a page is answered', 'p50 quiet', 'p99 quiet', 'p50 flood', 'p99 flood'],
    ...floods.map(({ app, quiet, flood }) => [
      app,
      ...[quiet.p50, quiet.p99, flood.p50, flood.p99].map((ms) => ms.toFixed(0)),
    ]),
  ])
}

export function memoryTable(memory: readonly Memory[], requests: number): string {
  const count = (times: number) => `after ${(requests * times).toLocaleString('en')} requests`
  return markdown([
    ['resident MiB', 'after the log-in', count(1), count(2)],
    ...memory.map(({ app, startMib, firstMib, secondMib }) => [
      app,
      ...[startMib, firstMib, secondMib].map((mib) => mib.toFixed(0)),
    ]),
  ])
}

/** The first row is the head; all columns but the first hold numbers. */
function markdown(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const [first = '', ...others] = rows.map(line)
  return [first, `| ${rule.join(' | ')} |`, ...others].join('\n')
}
