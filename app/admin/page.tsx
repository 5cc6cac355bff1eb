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
import type { Locale } from '@/lib/base/locales'
import { language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'
import { byLocale, fill, formatNumber, type Text } from '@/lib/words/text'
import { BarChart, type Column, type Series } from './_ui/bar-chart'
import { FilterLinks } from './_ui/filter-links'
import { PageTitle } from './_ui/page-title'
import { addressOf } from '@/app/_signed-in/pager'
import { TEXT_LINK } from './_ui/text-link'

type StatisticsWords = Words['statistics']

const RANGES: readonly Range[] = ['24h', '30d']

const FIGURES = ['activeSessions', 'logIns', 'logInsFailed', 'reuses'] as const

export default async function AdminOverviewPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('statistics:read')
  const range: Range = oneOf(await searchParams, 'range') === '30d' ? '30d' : '24h'
  const found = await withOutage(() => statistics(actor, range))
  const { locale, words: all } = await language()
  const words = all.statistics
  const columns = found.points.map(({ at, ...counts }) => columnOf(at, counts, { range, locale }))
  const listOf = (figure: Figure) => urlOfList(figure, found, actor)
  return (
    <>
      <PageTitle
        title={words.title}
        lead={words.lead[range]}
        action={
          <FilterLinks
            label={words.range}
            choices={RANGES.map((value) => ({
              href: `?range=${value}`,
              label: words.ranges[value],
              isCurrent: value === range,
            }))}
          />
        }
      />
      <dl className="mb-6 grid grid-cols-2 gap-3 sm:gap-6 lg:grid-cols-4">
        {FIGURES.map((figure) => (
          <FigureBox
            key={figure}
            term={words.figures[figure]}
            value={formatNumber(locale, found.totals[figure])}
            name={words.figure}
            href={listOf(figure)}
            isBad={figure === 'reuses' && found.totals.reuses > 0}
          />
        ))}
      </dl>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
        {chartsIn(words, range).map(({ figure, title, lead, series }) => (
          <Card
            key={figure}
            title={title}
            lead={lead}
            action={<ToList words={words} of={title} href={listOf(figure)} />}
          >
            <BarChart {...{ title, series, columns, locale }} words={words.chart} />
          </Card>
        ))}
      </div>
    </>
  )
}

interface Chart {
  figure: Figure
  title: string
  lead: string
  series: readonly Series[]
}

function chartsIn({ charts }: StatisticsWords, range: Range): Chart[] {
  const { activeSessions, logIns, logInsFailed, sharedSessions, refreshes, signUps } = charts
  const one = (figure: Figure, label: string, tone: Series['tone']) => ({
    figure,
    series: [{ key: figure, label, tone }],
  })
  return [
    {
      ...one('activeSessions', activeSessions.series, 'good'),
      title: activeSessions.title,
      lead: activeSessions.lead[range],
    },
    { ...logIns, ...one('logIns', logIns.series, 'good') },
    { ...logInsFailed, figure: 'logInsFailed', series: failuresIn(logInsFailed) },
    {
      ...sharedSessions,
      figure: 'sharedSessions',
      series: [
        { key: 'reuses', label: sharedSessions.series.reuses, tone: 'bad' },
        { key: 'sharedSessions', label: sharedSessions.series.sharedSessions, tone: 'warm' },
      ],
    },
    { ...refreshes, ...one('refreshes', refreshes.series, 'cool') },
    { ...signUps, ...one('signUps', signUps.series, 'plum') },
  ]
}

function failuresIn({
  series,
  otherReason,
}: StatisticsWords['charts']['logInsFailed']): (Series & { key: LogInFailure })[] {
  return [
    { key: 'wrong-password', label: series['wrong-password'], tone: 'warm' },
    { key: 'unknown-address', label: series['unknown-address'], tone: 'cool' },
    { key: 'too-many-tries', label: series['too-many-tries'], tone: 'bad' },
    { key: 'disabled', label: series.disabled, tone: 'plum' },
    { key: 'other', label: otherReason, tone: 'good' },
  ]
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

interface ToListProps {
  words: StatisticsWords
  of: string
  href: string | null
}

function ToList({ words, of, href }: ToListProps) {
  if (!href) return null
  return (
    <Link
      href={href}
      aria-label={fill(words.listOf, { title: of })}
      className={`text-sm ${TEXT_LINK}`}
    >
      {words.list}
    </Link>
  )
}

interface BoxProps {
  term: string
  value: string
  /** The name of the link. */
  name: Text<'n' | 'term'>
  /** URL of the list behind it. */
  href: string | null
  isBad: boolean
}

function FigureBox({ term, value, name, href, isBad }: BoxProps) {
  return (
    <div className="relative flex flex-col-reverse justify-end rounded-xl border border-line bg-surface p-4 shadow-card has-[a:hover]:border-accent sm:p-5">
      <dt className="text-sm text-soft">{term}</dt>
      <dd
        className={`text-2xl font-semibold tracking-tight tabular-nums sm:text-3xl ${isBad ? 'text-danger' : ''}`}
      >
        {href ? (
          <Link
            href={href}
            aria-label={fill(name, { n: value, term })}
            // Makes the whole box a link.
            className="underline decoration-line decoration-2 underline-offset-4 before:absolute before:inset-0"
          >
            {value}
          </Link>
        ) : (
          value
        )}
      </dd>
    </div>
  )
}

/** Counts are kept by the hours and days of UTC. */
const inUtc = (options: Intl.DateTimeFormatOptions) =>
  byLocale((tag) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }))

const DAY = { day: 'numeric', month: 'short' } as const
const TIME = { hour: '2-digit', minute: '2-digit' } as const
const hourName = inUtc({ ...DAY, ...TIME })
const hourTick = inUtc(TIME)
const dayName = inUtc(DAY)

function columnOf(
  at: Date,
  counts: Counts,
  { range, locale }: { range: Range; locale: Locale },
): Column {
  const { logInsFailedBy, ...values } = counts
  const [name, tick] = range === '24h' ? [hourName, hourTick] : [dayName, dayName]
  return {
    name: name(locale).format(at),
    tick: tick(locale).format(at),
    values: { ...values, ...logInsFailedBy },
  }
}
