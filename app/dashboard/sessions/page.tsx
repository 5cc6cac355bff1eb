import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { exactTime } from '@/app/_ui/moments'
import { outcomeOf } from '@/app/_ui/outcome'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { toldHere } from '@/lib/request/told'
import { listSessions, type SessionSummary } from '@/lib/sessions/list'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { deviceName } from '@/app/_signed-in/device-name'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { DeviceList, type Device } from './device-list'

const DONE = { others: 'All other devices are logged out.' }

export default async function SessionsPage() {
  const actor = await requireUser()
  const sessions = await withOutage(() => listSessions(actor))
  const others = sessions.filter((session) => !session.current)
  return (
    <>
      <Title>Sessions</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">Sessions</h1>
      <p className="mt-1 max-w-prose text-soft">
        Every device that is signed in to your account. A device you log out is out at its very next
        request.
      </p>
      <div className="mt-8 grid gap-6">
        <Flash outcome={outcomeOf(await toldHere(), DONE)} />
        <Card
          title="Devices"
          lead={
            sessions.length === 1
              ? 'One device is signed in.'
              : `${sessions.length} devices are signed in.`
          }
          action={others.length > 0 && <LogOutOthers count={others.length} />}
        >
          <DeviceList devices={sessions.map(toDevice)} />
        </Card>
        {others.length > 0 && (
          <Card
            title="Lost a device?"
            lead="Logging out everywhere ends every session at once, this one too."
            action={<LogOutAll count={sessions.length} />}
          />
        )}
      </div>
    </>
  )
}

function LogOutOthers({ count }: { count: number }) {
  const what = count === 1 ? 'The other device is' : `The ${count} other devices are`
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
      label={`Log out all ${count} devices`}
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
      All {count} devices are logged out at once. You will need your password to come back.
    </Confirmation>
  )
}

function toDevice(session: SessionSummary): Device {
  return {
    id: session.id,
    name: deviceName(session),
    kind: session.kind === 'device' ? 'program' : session.device,
    current: session.current,
    network: session.network === 'unknown' ? 'Network unknown' : session.network,
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
