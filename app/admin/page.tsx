import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { statistics, type Counts, type LogInFailure, type Range } from '@/lib/statistics/overview'
import { BarChart, type Column, type Series } from './_ui/bar-chart'
import { PageTitle } from './_ui/page-title'

const RANGES: Record<Range, string> = { '24h': '24 hours', '30d': '30 days' }

const LOG_INS: Series[] = [{ key: 'logIns', label: 'Log-ins', tone: 'good' }]
const FAILURES: (Series & { key: LogInFailure })[] = [
  { key: 'wrong-password', label: 'Wrong password', tone: 'warm' },
  { key: 'unknown-address', label: 'Unknown address', tone: 'cool' },
  { key: 'too-many-tries', label: 'Too many tries', tone: 'bad' },
  { key: 'disabled', label: 'Disabled account', tone: 'plum' },
  { key: 'other', label: 'Other', tone: 'good' },
]
const ACTIVE: Series[] = [{ key: 'activeSessions', label: 'Active sessions', tone: 'good' }]
const REFRESHES: Series[] = [{ key: 'refreshes', label: 'Refreshes', tone: 'cool' }]
const COPIES: Series[] = [
  { key: 'reuses', label: 'Copies used', tone: 'bad' },
  { key: 'sharedSessions', label: 'Shared by two', tone: 'warm' },
]
const SIGN_UPS: Series[] = [{ key: 'signUps', label: 'New accounts', tone: 'plum' }]

const NUMBER = new Intl.NumberFormat('en')

export default async function AdminOverviewPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('statistics:read')
  const range: Range = oneOf(await searchParams, 'range') === '30d' ? '30d' : '24h'
  const { points, totals } = await withOutage(() => statistics(actor, range))
  const columns = points.map(({ at, ...counts }) => columnOf(at, counts, range))
  return (
    <>
      <PageTitle
        title="Overview"
        lead={`What happened in the last ${RANGES[range]}, in UTC.`}
        action={<RangeSwitch current={range} />}
      />
      <dl className="mb-6 grid grid-cols-2 gap-3 sm:gap-6 lg:grid-cols-4">
        <Figure term="Active sessions, busiest hour" value={totals.activeSessions} />
        <Figure term="Log-ins" value={totals.logIns} />
        <Figure term="Log-ins that failed" value={totals.logInsFailed} />
        <Figure term="Copied sessions ended" value={totals.reuses} isBad={totals.reuses > 0} />
      </dl>
      <div className="grid gap-6 lg:grid-cols-2">
        <Chart title="Active sessions" lead={activeLead(range)} series={ACTIVE} columns={columns} />
        <Chart
          title="Log-ins"
          lead="By password, on any device."
          series={LOG_INS}
          columns={columns}
        />
        <Chart title="Failed log-ins" lead="By reason." series={FAILURES} columns={columns} />
        <Chart
          title="Copied and shared sessions"
          lead="A copy ends its session; a shared one is asked about."
          series={COPIES}
          columns={columns}
        />
        <Chart
          title="Refreshes"
          lead="Sessions that got new tokens."
          series={REFRESHES}
          columns={columns}
        />
        <Chart
          title="New accounts"
          lead="Signed up or made for somebody."
          series={SIGN_UPS}
          columns={columns}
        />
      </div>
    </>
  )
}

function activeLead(range: Range): string {
  return range === '24h' ? 'In use within each hour.' : 'In the busiest hour of each day.'
}

function RangeSwitch({ current }: { current: Range }) {
  return (
    <nav aria-label="Time" className="flex rounded-lg border border-edge p-0.5">
      {Object.entries(RANGES).map(([range, label]) => (
        <Link
          key={range}
          href={`?range=${range}`}
          prefetch={false}
          aria-current={range === current ? 'true' : undefined}
          className="flex min-h-9 items-center rounded-md px-3 text-sm text-soft hover:text-ink aria-[current]:bg-ivy aria-[current]:text-on-ivy"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

function Figure({ term, value, isBad = false }: { term: string; value: number; isBad?: boolean }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-xl border border-line bg-surface p-4 shadow-card sm:p-5">
      <dt className="text-sm text-soft">{term}</dt>
      <dd
        className={`text-2xl font-semibold tracking-tight tabular-nums sm:text-3xl ${isBad ? 'text-danger' : ''}`}
      >
        {NUMBER.format(value)}
      </dd>
    </div>
  )
}

interface ChartProps {
  title: string
  lead: ReactNode
  series: readonly Series[]
  columns: readonly Column[]
}

function Chart({ title, lead, series, columns }: ChartProps) {
  return (
    <Card title={title} lead={lead}>
      <BarChart title={title} series={series} columns={columns} />
    </Card>
  )
}

const HOUR_NAME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const HOUR_TICK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const DAY_NAME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

function columnOf(at: Date, counts: Counts, range: Range): Column {
  const { logInsFailedBy, ...values } = counts
  return {
    name: (range === '24h' ? HOUR_NAME : DAY_NAME).format(at),
    tick: (range === '24h' ? HOUR_TICK : DAY_NAME).format(at),
    values: { ...values, ...logInsFailedBy },
  }
}
