import { Link } from '@/app/_ui/link'
import { Card } from '@/app/_ui/card'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_AUDIT, ADMIN_INCIDENTS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import {
  COUNTED,
  statistics,
  type Counts,
  type Figure,
  type LogInFailure,
  type Range,
  type Statistics,
} from '@/lib/statistics/overview'
import { addSeconds, HOUR } from '@/lib/base/time'
import { BarChart, type Column, type Series } from './_ui/bar-chart'
import { FilterLinks } from './_ui/filter-links'
import { PageTitle } from './_ui/page-title'
import { addressOf } from '@/app/_signed-in/pager'
import { TEXT_LINK } from './_ui/text-link'

const RANGES: Record<Range, string> = { '24h': '24 hours', '30d': '30 days' }

const FAILURES: (Series & { key: LogInFailure })[] = [
  { key: 'wrong-password', label: 'Wrong password', tone: 'warm' },
  { key: 'unknown-address', label: 'Unknown address', tone: 'cool' },
  { key: 'too-many-tries', label: 'Too many tries', tone: 'bad' },
  { key: 'disabled', label: 'Disabled account', tone: 'plum' },
  { key: 'other', label: 'Other', tone: 'good' },
]

const FIGURES: readonly { figure: Figure; term: string }[] = [
  { figure: 'activeSessions', term: 'Active sessions, busiest hour' },
  { figure: 'logIns', term: 'Log-ins' },
  { figure: 'logInsFailed', term: 'Log-ins that failed' },
  { figure: 'reuses', term: 'Copied sessions ended' },
]

const CHARTS: readonly {
  figure: Figure
  title: string
  lead: string
  series: readonly Series[]
}[] = [
  {
    figure: 'activeSessions',
    title: 'Active sessions',
    lead: '',
    series: [{ key: 'activeSessions', label: 'Active sessions', tone: 'good' }],
  },
  {
    figure: 'logIns',
    title: 'Log-ins',
    lead: 'By password, on any device.',
    series: [{ key: 'logIns', label: 'Log-ins', tone: 'good' }],
  },
  { figure: 'logInsFailed', title: 'Failed log-ins', lead: 'By reason.', series: FAILURES },
  {
    figure: 'sharedSessions',
    title: 'Copied and shared sessions',
    lead: 'A copy ends its session; a shared one is asked about.',
    series: [
      { key: 'reuses', label: 'Copies used', tone: 'bad' },
      { key: 'sharedSessions', label: 'Shared by two', tone: 'warm' },
    ],
  },
  {
    figure: 'refreshes',
    title: 'Refreshes',
    lead: 'Sessions that got new tokens.',
    series: [{ key: 'refreshes', label: 'Refreshes', tone: 'cool' }],
  },
  {
    figure: 'signUps',
    title: 'New accounts',
    lead: 'Signed up or made by an administrator.',
    series: [{ key: 'signUps', label: 'New accounts', tone: 'plum' }],
  },
]

const NUMBER = new Intl.NumberFormat('en')

export default async function AdminOverviewPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('statistics:read')
  const range: Range = oneOf(await searchParams, 'range') === '30d' ? '30d' : '24h'
  const found = await withOutage(() => statistics(actor, range))
  const columns = found.points.map(({ at, ...counts }) => columnOf(at, counts, range))
  const listOf = (figure: Figure) => urlOfList(figure, found, actor)
  return (
    <>
      <PageTitle
        title="Overview"
        lead={`What happened in the last ${RANGES[range]}, in UTC.`}
        action={
          <FilterLinks
            label="Time"
            choices={Object.entries(RANGES).map(([value, label]) => ({
              href: `?range=${value}`,
              label,
              isCurrent: value === range,
            }))}
          />
        }
      />
      <dl className="mb-6 grid grid-cols-2 gap-3 sm:gap-6 lg:grid-cols-4">
        {FIGURES.map(({ figure, term }) => (
          <FigureBox
            key={figure}
            term={term}
            value={found.totals[figure]}
            href={listOf(figure)}
            isBad={figure === 'reuses' && found.totals.reuses > 0}
          />
        ))}
      </dl>
      <div className="grid gap-6 lg:grid-cols-2">
        {CHARTS.map(({ figure, title, lead, series }) => (
          <Card
            key={figure}
            title={title}
            lead={figure === 'activeSessions' ? activeLead(range) : lead}
            action={<ToList of={title} href={listOf(figure)} />}
          >
            <BarChart title={title} series={series} columns={columns} />
          </Card>
        ))}
      </div>
    </>
  )
}

/** URL of the list behind a figure; null if the actor may not see it. */
function urlOfList(figure: Figure, found: Statistics, { permissions }: Actor): string | null {
  if (figure === 'reuses' || figure === 'sharedSessions') {
    // Shared sessions have no figure, only a chart together with the copied ones.
    const show = figure === 'reuses' ? 'reuse' : ''
    return permissions.has('incidents:read') ? addressOf(ADMIN_INCIDENTS, { show }) : null
  }
  const { busiestHour, points } = found
  const from = figure === 'activeSessions' ? busiestHour : points[0]?.at
  if (!from || !permissions.has('audit:read')) return null
  return addressOf(ADMIN_AUDIT, {
    type: COUNTED[figure].join(),
    from: from.toISOString(),
    to: figure === 'activeSessions' ? addSeconds(from, HOUR).toISOString() : '',
  })
}

function ToList({ of, href }: { of: string; href: string | null }) {
  if (!href) return null
  return (
    <Link href={href} className={`text-sm ${TEXT_LINK}`}>
      Show the list<span className="sr-only">: {of}</span>
    </Link>
  )
}

function activeLead(range: Range): string {
  return range === '24h' ? 'In use within each hour.' : 'In the busiest hour of each day.'
}

interface BoxProps {
  term: string
  value: number
  /** URL of the list behind it. */
  href: string | null
  isBad: boolean
}

function FigureBox({ term, value, href, isBad }: BoxProps) {
  return (
    <div className="relative flex flex-col-reverse justify-end rounded-xl border border-line bg-surface p-4 shadow-card has-[a:hover]:border-ivy sm:p-5">
      <dt className="text-sm text-soft">{term}</dt>
      <dd
        className={`text-2xl font-semibold tracking-tight tabular-nums sm:text-3xl ${isBad ? 'text-danger' : ''}`}
      >
        {href ? (
          <Link
            href={href}
            aria-label={`${NUMBER.format(value)}: ${term}`}
            // Makes the whole box a link.
            className="underline decoration-line decoration-2 underline-offset-4 before:absolute before:inset-0"
          >
            {NUMBER.format(value)}
          </Link>
        ) : (
          NUMBER.format(value)
        )}
      </dd>
    </div>
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
