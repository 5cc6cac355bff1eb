import { Aside, Fact, RelativeAndExact } from '@/app/_signed-in/fact'
import { millisUntil } from '@/app/_signed-in/millis-until'
import { Card } from '@/app/_ui/card'
import { displayNameOf } from '@/app/_ui/isolated'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { SESSIONS } from '@/lib/base/routes'
import { recentEvents } from '@/lib/events/list'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { Words } from '@/lib/words/catalogues'
import { EventList } from './event-list'
import { TimeLeft } from './time-left'

const EVENTS_SHOWN = 8

export default async function OverviewPage() {
  const actor = await requireUser()
  const { frame, overview } = (await language()).words
  const events = await withOutage(() => recentEvents(actor, EVENTS_SHOWN))
  const called = displayNameOf(actor)
  return (
    <>
      <Title>{frame.pages.overview}</Title>
      <h1 className="text-2xl font-semibold tracking-tight break-words sm:text-3xl">
        {called === actor.email ? (
          overview.hello
        ) : (
          <Sentence text={overview.helloTo} parts={{ name: <Name>{called}</Name> }} />
        )}
      </h1>
      <p className="mt-1 text-soft">
        <Sentence
          text={overview.loggedInAs}
          parts={{ email: <Name className="text-ink">{actor.email}</Name> }}
        />
      </p>
      <div className="mt-8 grid items-start gap-6 lg:grid-cols-2">
        <ThisSession actor={actor} words={overview} />
        <Card title={overview.activity.title} lead={overview.activity.lead}>
          <EventList events={events} />
        </Card>
      </div>
    </>
  )
}

function ThisSession({ actor, words }: { actor: Actor; words: Words['overview'] }) {
  const { session, timeLeft } = words
  const { sessionIdleExpiresAt: idleEnd, sessionExpiresAt: lastEnd } = actor
  return (
    <Card
      title={session.title}
      lead={session.lead}
      action={
        <Link
          href={SESSIONS}
          className="-my-2 inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
        >
          {session.all}
        </Link>
      }
    >
      <dl className="divide-y divide-line border-t border-line">
        <Fact term={session.loggedIn}>
          <RelativeAndExact at={actor.sessionCreatedAt} />
        </Fact>
        <Fact term={session.idleEnd}>
          <When at={idleEnd} />
          <Aside>
            <Sentence text={session.moved} parts={{ time: <When at={idleEnd} as="exact" /> }} />
          </Aside>
        </Fact>
        <Fact term={session.lastEnd}>
          <RelativeAndExact at={lastEnd} />
        </Fact>
        <Fact term={session.token}>
          <TimeLeft millis={millisUntil(actor.accessExpiresAt)} words={timeLeft} />
          <Aside>{session.renewal}</Aside>
        </Fact>
      </dl>
    </Card>
  )
}
