import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { requireUser } from '@/lib/request/current-user'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { currentFlash } from '@/lib/request/flash'
import { SESSIONS } from '@/lib/base/routes'
import { countSessions, listSessions, MAX_COUNTED, type SessionSummary } from '@/lib/sessions/list'
import type { Words } from '@/lib/words/catalogues'
import { plural } from '@/lib/words/text'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { deviceNames, networkName } from '@/app/_signed-in/device-name'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { Pager } from '@/app/_signed-in/pager'
import { DeviceList, type Device } from './device-list'

export default async function SessionsPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const reader = await language()
  const { frame, devices, sessions: words } = reader.words
  const cursor = oneOf(await searchParams, 'cursor')
  const { sessions, next } = await withOutage(() => listSessions(actor, { cursor }))
  const names = deviceNames(sessions, devices)
  const isPart = next !== null || cursor !== ''
  const count = isPart ? await withOutage(() => countSessions(actor)) : sessions.length
  return (
    <>
      <Title>{frame.pages.sessions}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{frame.pages.sessions}</h1>
      <p className="mt-1 max-w-prose text-soft">{words.lead}</p>
      <div className="mt-8 grid gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), { others: words.outcomes.others })} />
        <Card
          title={words.devices.title}
          lead={howMany(count, reader)}
          action={count > 1 && <LogOutOthers count={count - 1} reader={reader} />}
        >
          <DeviceList
            devices={sessions.map((session) =>
              toDevice(session, names.get(session.id) ?? '', reader.words),
            )}
            isAlone={count === 1}
            words={words.list}
          />
          <Pager path={SESSIONS} query={{}} next={next} isLater={cursor !== ''} />
        </Card>
        {count > 1 && (
          <Card
            title={words.all.title}
            lead={words.all.lead}
            action={<LogOutAll count={count} reader={reader} />}
          />
        )}
      </div>
    </>
  )
}

function howMany(count: number, { locale, words }: Language): string {
  const { count: counted, moreThan } = words.sessions.devices
  return count > MAX_COUNTED
    ? plural(locale, moreThan, MAX_COUNTED)
    : plural(locale, counted, count)
}

interface ActProps {
  /** How many devices it logs out. */
  count: number
  reader: Language
}

function LogOutOthers({ count, reader: { locale, words } }: ActProps) {
  const { label, title, text, textUncounted, yes } = words.sessions.others
  return (
    <Confirmation
      id="others"
      label={label}
      look="secondary"
      title={title}
      confirm={
        <EndSessionsForm scope="others">
          <Button type="submit" look="danger" className="w-full">
            {yes}
          </Button>
        </EndSessionsForm>
      }
    >
      {count < MAX_COUNTED ? plural(locale, text, count) : textUncounted}
    </Confirmation>
  )
}

function LogOutAll({ count, reader: { locale, words } }: ActProps) {
  const { label, labelUncounted, question, text, textUncounted, yes } = words.sessions.all
  const isCounted = count < MAX_COUNTED
  return (
    <Confirmation
      id="all"
      label={isCounted ? plural(locale, label, count) : labelUncounted}
      look="secondary"
      title={question}
      confirm={
        <EndSessionsForm scope="everywhere">
          <Button type="submit" look="danger" className="w-full">
            {yes}
          </Button>
        </EndSessionsForm>
      }
    >
      {isCounted ? plural(locale, text, count) : textUncounted}
    </Confirmation>
  )
}

function toDevice(session: SessionSummary, name: string, words: Words): Device {
  const { activeNow, lastActive, loggedIn } = words.sessions.item
  return {
    id: session.id,
    name,
    kind: session.kind === 'device' ? 'program' : session.device,
    current: session.current,
    network: networkName(session.network, words.devices) || words.devices.unknownNetwork,
    active: session.current ? (
      activeNow
    ) : (
      <Sentence text={lastActive} parts={{ time: <When at={session.lastSeenAt} /> }} />
    ),
    loggedIn: (
      <Sentence text={loggedIn} parts={{ time: <When at={session.createdAt} as="exact" /> }} />
    ),
  }
}
