import { Aside, Fact, RelativeAndExact } from '@/app/_signed-in/fact'
import { Card } from '@/app/_ui/card'
import { displayNameOf } from '@/app/_ui/isolated'
import { exactTime } from '@/app/_ui/times'
import { Name } from '@/app/_ui/name'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { SESSIONS } from '@/lib/base/routes'
import { recentEvents } from '@/lib/events/list'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { EventList } from './event-list'
import { millisUntil } from '@/app/_signed-in/millis-until'
import { TimeLeft } from './time-left'
import { Link } from '@/app/_ui/link'

const EVENTS_SHOWN = 8

export default async function OverviewPage() {
  const actor = await requireUser()
  const events = await withOutage(() => recentEvents(actor, EVENTS_SHOWN))
  const called = displayNameOf(actor)
  const { sessionIdleExpiresAt: idleEnd, sessionExpiresAt: lastEnd } = actor
  return (
    <>
      <Title>Overview</Title>
      <h1 className="text-2xl font-semibold tracking-tight break-words sm:text-3xl">
        Hello
        {called !== actor.email && (
          <>
            , <Name>{called}</Name>
          </>
        )}
      </h1>
      <p className="mt-1 text-soft">
        Signed in as <Name className="text-ink">{actor.email}</Name>
      </p>
      <div className="mt-8 grid items-start gap-6 lg:grid-cols-2">
        <Card
          title="This session"
          lead="One sign-in, on this device."
          action={
            <Link
              href={SESSIONS}
              className="-my-2 inline-flex min-h-11 items-center font-medium text-ivy underline underline-offset-4"
            >
              All sessions
            </Link>
          }
        >
          <dl className="divide-y divide-line border-t border-line">
            <Fact term="Signed in">
              <RelativeAndExact at={actor.sessionCreatedAt} />
            </Fact>
            <Fact term="If not used, ends">
              <When at={idleEnd} />
              <Aside>{exactTime(idleEnd)}. Every use moves this on.</Aside>
            </Fact>
            <Fact term="Ends at the latest">
              <RelativeAndExact at={lastEnd} />
            </Fact>
            <Fact term="Access token">
              <TimeLeft millis={millisUntil(actor.accessExpiresAt)} />
              <Aside>Renewed by itself while you are here.</Aside>
            </Fact>
          </dl>
        </Card>
        <Card title="Recent activity" lead="What happened with your account lately.">
          <EventList events={events} />
        </Card>
      </div>
    </>
  )
}
