import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { exactTime } from '@/app/_ui/times'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { currentFlash } from '@/lib/request/flash'
import { SESSIONS } from '@/lib/base/routes'
import { countSessions, listSessions, MAX_COUNTED, type SessionSummary } from '@/lib/sessions/list'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { deviceNames, networkName } from '@/app/_signed-in/device-name'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { Pager } from '@/app/_signed-in/pager'
import { DeviceList, type Device } from './device-list'

const DONE = { others: 'All other devices are logged out.' }

export default async function SessionsPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const cursor = oneOf(await searchParams, 'cursor')
  const { sessions, next } = await withOutage(() => listSessions(actor, { cursor }))
  const names = deviceNames(sessions)
  const isPart = next !== null || cursor !== ''
  const count = isPart ? await withOutage(() => countSessions(actor)) : sessions.length
  return (
    <>
      <Title>Sessions</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">Sessions</h1>
      <p className="mt-1 max-w-prose text-soft">
        Every device that is signed in to your account. A device you log out is out at its very next
        request.
      </p>
      <div className="mt-8 grid gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), DONE)} />
        <Card
          title="Devices"
          lead={
            count === 1 ? 'One device is signed in.' : `${inWords(count)} devices are signed in.`
          }
          action={count > 1 && <LogOutOthers count={count - 1} />}
        >
          <DeviceList
            devices={sessions.map((session) => toDevice(session, names.get(session.id) ?? ''))}
            isAlone={count === 1}
          />
          <Pager path={SESSIONS} query={{}} next={next} isLater={cursor !== ''} />
        </Card>
        {count > 1 && (
          <Card
            title="Lost a device?"
            lead="Logging out everywhere ends every session at once, this one too."
            action={<LogOutAll count={count} />}
          />
        )}
      </div>
    </>
  )
}

function LogOutOthers({ count }: { count: number }) {
  const what = count === 1 ? 'The other device is' : `${theAll(count, 'The', 'other')} are`
  return (
    <Confirmation
      id="others"
      label="Log out all other devices"
      look="secondary"
      title="Log out all other devices?"
      confirm={
        <EndSessionsForm scope="others">
          <Button type="submit" look="danger" className="w-full">
            Yes, log out all others
          </Button>
        </EndSessionsForm>
      }
    >
      {what} logged out at once. You stay signed in here.
    </Confirmation>
  )
}

function LogOutAll({ count }: { count: number }) {
  return (
    <Confirmation
      id="all"
      label={`Log out ${theAll(count, 'all')}`}
      look="secondary"
      title="Log out every device?"
      confirm={
        <EndSessionsForm scope="everywhere">
          <Button type="submit" look="danger" className="w-full">
            Yes, log out every device
          </Button>
        </EndSessionsForm>
      }
    >
      {theAll(count, 'All')} are logged out at once. You will need your password to come back.
    </Confirmation>
  )
}

/** `The 3 other devices`, or `The other devices` if there are too many to count. */
function theAll(count: number, ...words: string[]): string {
  const [first = '', ...more] = words
  const number = count < MAX_COUNTED ? [String(count)] : []
  return [first, ...number, ...more, 'devices'].join(' ')
}

function inWords(count: number): string {
  return count > MAX_COUNTED ? `More than ${MAX_COUNTED.toLocaleString('en')}` : String(count)
}

function toDevice(session: SessionSummary, name: string): Device {
  return {
    id: session.id,
    name,
    kind: session.kind === 'device' ? 'program' : session.device,
    current: session.current,
    network: networkName(session.network) || 'Network unknown',
    lastActive: session.current ? (
      'Active now'
    ) : (
      <>
        Last active <When at={session.lastSeenAt} />
      </>
    ),
    signedIn: (
      <time dateTime={session.createdAt.toISOString()}>{exactTime(session.createdAt)}</time>
    ),
  }
}
