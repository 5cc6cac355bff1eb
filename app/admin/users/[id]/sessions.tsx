import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Link } from '@/app/_ui/link'
import { deviceNames, networkName } from '@/lib/words/device-name'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Card } from '@/app/_ui/card'
import { isolated } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { ADMIN_AUDIT, ADMIN_USERS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { listSessionsOf, type SessionSummary } from '@/lib/sessions/list'
import type { UserProfile } from '@/lib/users/find'
import { fill } from '@/lib/words/text'
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
  const reader = await language()
  const { devices, users } = reader.words
  const words = users.sessions
  const names = deviceNames(sessions, devices)
  const hasAny = sessions.length > 0 || cursor !== ''
  const mayEnd = user.within && actor.permissions.has('sessions:end')
  return (
    <Card
      title={words.title}
      lead={hasAny ? words.some : words.none}
      action={
        mayEnd &&
        hasAny && (
          <ConfirmedAct
            id="end-all"
            label={words.all.label}
            look="secondary"
            title={words.all.question}
            text={fill(words.all.details, { user: isolated(user.email) })}
            yes={words.all.label}
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
              {...{ user, actor, session, mayEnd, reader }}
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
  reader: Language
}

function SessionItem({ user, actor, session, name, mayEnd, reader }: ItemProps) {
  const words = reader.words.users.sessions
  const network = networkName(session.network, reader.words.devices)
  const device = isolated(name)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="min-w-0">
        <Name className="block font-medium">{name}</Name>
        <span className="block text-sm text-soft">
          <Sentence
            text={words.active}
            parts={{ when: <When at={session.lastSeenAt} reader={reader} /> }}
          />
          {' · '}
          <Sentence
            text={words.loggedIn}
            parts={{ when: <When at={session.createdAt} reader={reader} /> }}
          />
          {network && (
            <>
              {' · '}
              <Name>{network}</Name>
            </>
          )}
        </span>
        {actor.permissions.has('audit:read') && (
          <Link
            href={addressOf(ADMIN_AUDIT, { session: session.id })}
            aria-label={fill(words.eventsOf, { device })}
            className={`text-sm ${TEXT_LINK}`}
          >
            {words.events}
          </Link>
        )}
      </span>
      {mayEnd && (
        <ConfirmedAct
          id={`end-${session.id}`}
          label={words.one.label}
          look="secondary"
          name={fill(words.one.name, { device })}
          title={fill(words.one.question, { device })}
          text={fill(words.one.details, { user: isolated(user.email) })}
          yes={words.one.yes}
          action={endSessionForAction}
          fields={{ user: user.id, session: session.id }}
        />
      )}
    </li>
  )
}
