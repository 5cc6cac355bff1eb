import { Link } from '@/app/_ui/link'
import { deviceNames, networkName } from '@/app/_signed-in/device-name'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Card } from '@/app/_ui/card'
import { isolated } from '@/app/_ui/isolated'
import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import { withOutage } from '@/lib/request/outage'
import { ADMIN_AUDIT, ADMIN_USERS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { listSessionsOf, type SessionSummary } from '@/lib/sessions/list'
import type { UserProfile } from '@/lib/users/find'
import { ConfirmedAct } from '../../_ui/confirmed-act'
import { TEXT_LINK } from '../../_ui/text-link'
import { endSessionForAction, endSessionsForAction } from './actions'

interface Props {
  user: UserProfile
  actor: Actor
  /** Cursor of this page of sessions; empty for the first. */
  cursor: string
}

/** A user's sessions, and the buttons that end them. */
export async function Sessions({ user, actor, cursor }: Props) {
  const { sessions, next } = await withOutage(() => listSessionsOf(actor, user.id, { cursor }))
  const names = deviceNames(sessions)
  const hasAny = sessions.length > 0 || cursor !== ''
  const mayEnd = user.within && actor.permissions.has('sessions:end')
  return (
    <Card
      title="Sessions"
      lead={hasAny ? 'Every device that is signed in.' : 'Signed in nowhere.'}
      action={
        mayEnd &&
        hasAny && (
          <ConfirmedAct
            id="end-all"
            label="Log out all"
            look="secondary"
            title="Log out all their devices?"
            text={`${isolated(user.email)} is logged out everywhere at once, and logs in anew with their password.`}
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
            <SessionItem
              key={session.id}
              name={names.get(session.id) ?? ''}
              {...{ user, actor, session, mayEnd }}
            />
          ))}
        </ul>
      )}
      <Pager path={`${ADMIN_USERS}/${user.id}`} query={{}} next={next} isLater={cursor !== ''} />
    </Card>
  )
}

interface ItemProps extends Omit<Props, 'cursor'> {
  session: SessionSummary
  name: string
  mayEnd: boolean
}

function SessionItem({ user, actor, session, name, mayEnd }: ItemProps) {
  const network = networkName(session.network)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="min-w-0">
        <Name className="block font-medium">{name}</Name>
        <span className="block text-sm text-soft">
          Active <When at={session.lastSeenAt} /> · signed in <When at={session.createdAt} />
          {network && (
            <>
              {' '}
              · <Name>{network}</Name>
            </>
          )}
        </span>
        {actor.permissions.has('audit:read') && (
          <Link
            href={addressOf(ADMIN_AUDIT, { session: session.id })}
            aria-label={`What happened in ${isolated(name)}`}
            className={`text-sm ${TEXT_LINK}`}
          >
            What happened
          </Link>
        )}
      </span>
      {mayEnd && (
        <ConfirmedAct
          id={`end-${session.id}`}
          label="Log out"
          look="secondary"
          name={`Log out ${isolated(name)}`}
          title={`Log out ${isolated(name)}?`}
          text={`${isolated(user.email)} is logged out on this device at once. Their other devices stay logged in.`}
          yes="Log out this device"
          action={endSessionForAction}
          fields={{ user: user.id, session: session.id }}
        />
      )}
    </li>
  )
}
