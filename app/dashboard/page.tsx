import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { displayNameOf } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { recentEvents } from '@/lib/events/list'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { asksForVerification } from '@/lib/users/verification'
import { checkUp } from '@/lib/users/check-up'
import { PasskeyOffer } from './_passkey-offer/offer'
import { CheckUp } from './check-up'
import { EventList } from './event-list'
import { incidentsShown } from './open-incidents'

const EVENTS_SHOWN = 8

export default async function OverviewPage() {
  const actor = await requireUser()
  const reader = await language()
  const { frame, overview, verifyEmail } = reader.words
  const { length: openIncidents } = await incidentsShown(actor)
  const [events, items] = await withOutage(() =>
    Promise.all([
      recentEvents(actor, EVENTS_SHOWN),
      checkUp(actor, { openIncidents, hasMail: asksForVerification() }),
    ]),
  )
  const called = displayNameOf(actor)
  return (
    <>
      <Title>{frame.pages.overview}</Title>
      <Flash
        outcome={outcomeOf(await currentFlash(), { ...overview.done, verified: verifyEmail.done })}
      />
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
      <PasskeyOffer actor={actor} />
      <div className="mt-8 grid items-start gap-6 lg:grid-cols-2">
        <CheckUp items={items} reader={reader} />
        <Card title={overview.activity.title} lead={overview.activity.lead}>
          <EventList events={events} />
        </Card>
      </div>
    </>
  )
}
