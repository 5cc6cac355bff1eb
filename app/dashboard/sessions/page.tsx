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
import { listEndedLately } from '@/lib/sessions/ended'
import { countSessions, listSessions, MAX_COUNTED, type SessionSummary } from '@/lib/sessions/list'
import { isProven } from '@/lib/sessions/recent'
import { plural } from '@/lib/words/text'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { deviceNames, networkName } from '@/lib/words/device-name'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { Pager } from '@/app/_signed-in/pager'
import { DeviceList, type Device } from './device-list'
import { ForDevelopers } from './developers'
import { EndedList } from './ended-list'
import { LogOutOthersForm } from './log-out-others'

export default async function SessionsPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const reader = await language()
  const { frame, devices, sessions: words } = reader.words
  const cursor = oneOf(await searchParams, 'cursor')
  const [{ sessions, next }, ended] = await withOutage(() =>
    Promise.all([listSessions(actor, { cursor }), cursor === '' ? listEndedLately(actor) : []]),
  )
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
          action={
            count > 1 && (
              <LogOutOthers
                count={count - 1}
                asksFirst={!(await withOutage(() => isProven(actor)))}
                reader={reader}
              />
            )
          }
        >
          <DeviceList
            devices={sessions.map((session) =>
              toDevice(session, names.get(session.id) ?? '', reader),
            )}
            isAlone={count === 1}
            words={{ list: words.list, label: words.label }}
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
        <EndedList sessions={ended} reader={reader} />
        <ForDevelopers actor={actor} reader={reader} />
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

/** By an action where the password has to come with the form, which the plain handler cannot ask for. */
function LogOutOthers({
  count,
  asksFirst,
  reader: { locale, words },
}: ActProps & { asksFirst: boolean }) {
  const { label, title, text, textUncounted, yes } = words.sessions.others
  const what = count < MAX_COUNTED ? plural(locale, text, count) : textUncounted
  if (asksFirst) {
    const pendingLabel = words.sessions.list.loggingOut
    return (
      <LogOutOthersForm words={{ label, title, yes }} pendingLabel={pendingLabel}>
        {what}
      </LogOutOthersForm>
    )
  }
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
      {what}
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

function toDevice(session: SessionSummary, name: string, reader: Language): Device {
  const { words } = reader
  const { activeNow, lastActive, loggedIn, loggedInBy, methods } = words.sessions.item
  const time = <When at={session.createdAt} reader={reader} as="exact" />
  // Another version may know methods that this one does not.
  const [method] = session.methods.filter((one): one is keyof MethodWords =>
    Object.hasOwn(methods, one),
  )
  return {
    id: session.id,
    name,
    label: session.label ?? '',
    kind: session.kind === 'device' ? 'program' : session.device,
    current: session.current,
    network: networkName(session.network, words.devices) || words.devices.unknownNetwork,
    active: session.current ? (
      activeNow
    ) : (
      <Sentence
        text={lastActive}
        parts={{ time: <When at={session.lastSeenAt} reader={reader} /> }}
      />
    ),
    loggedIn: method ? (
      <Sentence text={loggedInBy} parts={{ time, method: methods[method] }} />
    ) : (
      <Sentence text={loggedIn} parts={{ time }} />
    ),
  }
}

type MethodWords = Language['words']['sessions']['item']['methods']
