import { addressOf, Pager } from '@/app/_signed-in/pager'
import { buttonClass } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Notice } from '@/app/_ui/notice'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Title } from '@/app/_ui/title'
import { ACTIVITY } from '@/lib/base/routes'
import { readActivityFilter } from '@/lib/events/activity-filter'
import { listActivity } from '@/lib/events/list'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { EventList } from '../event-list'
import { askedIn } from './asked'
import { ActivityFilter } from './filter'

export default async function ActivityPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const { zone, words } = await language()
  const query = await searchParams
  const asked = askedIn(query)
  const cursor = oneOf(query, 'cursor')
  const { filter, faults } = readActivityFilter(asked, zone)
  const isReadable = Object.keys(faults).length === 0
  const page = isReadable ? await withOutage(() => listActivity(actor, filter, { cursor })) : null
  const { activity, frame } = words
  const isFiltered = Object.values(asked).some((value) => value !== '')
  return (
    <>
      <Title>{frame.pages.activity}</Title>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">
            {frame.pages.activity}
          </h1>
          <p className="mt-1 max-w-prose text-soft">{activity.lead}</p>
        </div>
        {isReadable && (
          <a
            href={addressOf(`${ACTIVITY}/export`, asked)}
            download
            className={buttonClass('secondary')}
          >
            {activity.exportCsv}
          </a>
        )}
      </div>
      <div className="mt-8 grid gap-6">
        <Card title={activity.title}>
          <ActivityFilter asked={asked} faults={faults} words={activity} />
          <div className="mt-6">
            {page ? (
              <EventList
                events={page.events}
                times="exact"
                none={isFiltered ? activity.none : undefined}
              />
            ) : (
              <Notice tone="bad" role="alert">
                {activity.unreadable}
              </Notice>
            )}
          </div>
          <Pager
            path={ACTIVITY}
            query={asked}
            next={page?.next ?? null}
            isLater={page !== null && cursor !== ''}
          />
        </Card>
      </div>
    </>
  )
}
