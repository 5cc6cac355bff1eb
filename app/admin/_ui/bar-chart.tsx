import type { ReactNode } from 'react'
import type { Locale } from '@/lib/base/locales'
import type { Words } from '@/lib/words/catalogues'
import { byLocale, fill, formatNumber } from '@/lib/words/text'
import { roundUp } from './scale'

type Tone = 'good' | 'warm' | 'bad' | 'cool' | 'plum'

export interface Series {
  key: string
  label: string
  tone: Tone
}

export interface Column {
  /** When, in full: `24 Nov, 14:00`. */
  name: string
  /** A short form of it for the axis. */
  tick: string
  values: Readonly<Record<string, number>>
}

interface Props {
  /** What is counted, for screen readers. */
  title: string
  series: readonly Series[]
  columns: readonly Column[]
  words: Words['statistics']['chart']
  locale: Locale
}

const FILLS: Record<Tone, string> = {
  good: 'fill-chart-good',
  warm: 'fill-chart-warm',
  bad: 'fill-chart-bad',
  cool: 'fill-chart-cool',
  plum: 'fill-chart-plum',
}
const DOTS: Record<Tone, string> = {
  good: 'bg-chart-good',
  warm: 'bg-chart-warm',
  bad: 'bg-chart-bad',
  cool: 'bg-chart-cool',
  plum: 'bg-chart-plum',
}
/** In units of the drawing, which is stretched to its box. */
const COLUMN = 10
const HEIGHT = 100

/** Columns over time, stacked if there are several series, and the same numbers as a table. */
export function BarChart(props: Props) {
  const { title, series, columns, words, locale } = props
  const totals = columns.map(({ values }) => sum(series.map(({ key }) => values[key] ?? 0)))
  const total = sum(totals)
  const end = roundUp(Math.max(0, ...totals))
  return (
    <figure>
      <figcaption>
        {series.length > 1 && <Legend {...{ series, columns, locale }} />}
        <span className="sr-only">
          {fill(words.total, { title, n: formatNumber(locale, total) })}
        </span>
      </figcaption>
      <div className="mt-3 flex gap-2" aria-hidden="true">
        <div className="relative min-w-0 grow">
          <svg
            viewBox={`0 0 ${columns.length * COLUMN} ${HEIGHT}`}
            preserveAspectRatio="none"
            shapeRendering="crispEdges"
            className="block h-36 w-full border-b border-edge"
          >
            <path
              d={
                total === 0
                  ? ''
                  : `M0 0H${columns.length * COLUMN}M0 ${HEIGHT / 2}H${columns.length * COLUMN}`
              }
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
            {columns.map((column, index) => (
              <Bar key={column.name} at={index * COLUMN} {...{ column, series, end, locale }} />
            ))}
          </svg>
          {total === 0 && (
            <p className="absolute inset-0 grid place-items-center text-sm text-soft">
              {words.empty}
            </p>
          )}
        </div>
        <div className="flex w-10 shrink-0 flex-col justify-between text-xs text-soft tabular-nums">
          <span className="-mt-2">{total > 0 && short(locale).format(end)}</span>
          <span>{total > 0 && end % 2 === 0 && short(locale).format(end / 2)}</span>
          <span className="-mb-2">0</span>
        </div>
      </div>
      <Ticks columns={columns} />
      <Table {...props} />
    </figure>
  )
}

interface BarProps extends Pick<Props, 'series' | 'locale'> {
  column: Column
  /** The number at the top of the scale. */
  end: number
  at: number
}

function Bar({ column, series, end, at, locale }: BarProps) {
  const heights = series.map(({ key }) => ((column.values[key] ?? 0) / end) * HEIGHT)
  const counts = series.map(
    ({ key, label }) => `${label}: ${formatNumber(locale, column.values[key] ?? 0)}`,
  )
  return (
    <g className="group">
      <title>{`${column.name} · ${counts.join(' · ')}`}</title>
      {/* As high as the chart, so that the pointer finds low columns too. */}
      <rect
        x={at}
        y={0}
        width={COLUMN}
        height={HEIGHT}
        className="fill-transparent group-hover:fill-sunken"
      />
      {series.map(({ key, tone }, index) => (
        <rect
          key={key}
          x={at + 1}
          y={HEIGHT - sum(heights.slice(0, index + 1))}
          width={COLUMN - 2}
          height={heights[index]}
          className={FILLS[tone]}
        />
      ))}
    </g>
  )
}

function Legend({ series, columns, locale }: Pick<Props, 'series' | 'columns' | 'locale'>) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {series.map(({ key, label, tone }) => (
        <li key={key} className="flex items-center gap-2">
          <span
            className={`size-3 rounded-sm forced-color-adjust-none ${DOTS[tone]}`}
            aria-hidden="true"
          />
          {label}
          <span className="text-soft tabular-nums">
            {formatNumber(locale, sum(columns.map(({ values }) => values[key] ?? 0)))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Labels the first, middle and last column. */
function Ticks({ columns }: Pick<Props, 'columns'>) {
  const shown = [columns[0], columns[Math.floor(columns.length / 2)], columns.at(-1)]
  return (
    <p
      className="mt-1.5 mr-12 flex justify-between text-xs text-soft tabular-nums"
      aria-hidden="true"
    >
      {shown.map((column, index) => (
        <span key={index}>{column?.tick}</span>
      ))}
    </p>
  )
}

function Table({ title, series, columns, words, locale }: Props) {
  return (
    <details className="mt-3 text-sm">
      <summary className="inline-flex min-h-6 items-center text-soft underline underline-offset-4 hover:text-ink">
        {words.asTable}
      </summary>
      <div className="mt-2 max-h-64 overflow-auto rounded-lg border border-line" tabIndex={0}>
        <table className="w-full text-left tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-sunken">
            <tr>
              <Heading>{words.when}</Heading>
              {series.map(({ key, label }) => (
                <Heading key={key}>{label}</Heading>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, values }) => (
              <tr key={name} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 font-normal whitespace-nowrap">
                  {name}
                </th>
                {series.map(({ key }) => (
                  <td key={key} className="px-3 py-1.5">
                    {formatNumber(locale, values[key] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <th scope="col" className="px-3 py-1.5 font-medium">
      {children}
    </th>
  )
}

const short = byLocale((tag) => new Intl.NumberFormat(tag, { notation: 'compact' }))

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
