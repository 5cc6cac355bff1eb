import { deviceName } from '@/app/_signed-in/device-name'
import { Pager } from '@/app/_signed-in/pager'
import { Card } from '@/app/_ui/card'
import { When } from '@/app/_ui/when'
import { withOutage } from '@/lib/request/outage'
import { ADMIN_USERS } from '@/lib/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { listSessionsOf, type SessionSummary } from '@/lib/sessions/list'
import type { UserProfile } from '@/lib/users/find'
import { ConfirmedAct } from '../../_ui/confirmed-act'
import { endSessionForAction, endSessionsForAction } from './actions'

interface Props {
  user: UserProfile
  actor: Actor
  /** Where the page of sessions before ended; empty for the first. */
  after: string
}

/** Where a user is signed in, and the ending of it. */
export async function Sessions({ user, actor, after }: Props) {
  const { sessions, next } = await withOutage(() => listSessionsOf(actor, user.id, { after }))
  const isAny = sessions.length > 0 || after !== ''
  const mayEnd = user.within && actor.permissions.has('sessions:end')
  return (
    <Card
      title="Sessions"
      lead={isAny ? 'Every device that is signed in.' : 'Signed in nowhere.'}
      action={
        mayEnd &&
        isAny && (
          <ConfirmedAct
            id="end-all"
            label="Log out all"
            look="secondary"
            title="Log out all their devices?"
            text={`${user.email} is logged out everywhere at once, and logs in anew with their password.`}
            yes="Log out all"
            action={endSessionsForAction}
            fields={{ user: user.id }}
          />
        )
      }
    >
      {sessions.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {sessions.map((session) => (
            <SessionItem key={session.id} user={user} session={session} mayEnd={mayEnd} />
          ))}
        </ul>
      )}
      <Pager path={`${ADMIN_USERS}/${user.id}`} query={{}} next={next} isLater={after !== ''} />
    </Card>
  )
}

interface ItemProps {
  user: UserProfile
  session: SessionSummary
  mayEnd: boolean
}

function SessionItem({ user, session, mayEnd }: ItemProps) {
  const name = deviceName(session)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="block text-sm break-words text-soft">
          Active <When at={session.lastSeenAt} /> · signed in <When at={session.createdAt} />
          {session.network !== 'unknown' && ` · ${session.network}`}
        </span>
      </span>
      {mayEnd && (
        <ConfirmedAct
          id={`end-${session.id}`}
          label="Log out"
          look="secondary"
          name={`Log out ${name}`}
          title={`Log out ${name}?`}
          text={`${user.email} is logged out on this device at once. Their other devices stay logged in.`}
          yes="Log out this device"
          action={endSessionForAction}
          fields={{ user: user.id, session: session.id }}
        />
      )}
    </li>
  )
}
