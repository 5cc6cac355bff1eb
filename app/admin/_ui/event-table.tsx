import type { ReactNode } from 'react'
import { deviceName, networkName } from '@/app/_signed-in/device-name'
import { Name } from '@/app/_ui/name'
import { Link } from '@/app/_ui/link'
import { When } from '@/app/_ui/when'
import type { SessionId } from '@/lib/base/ids'
import type { Details } from '@/lib/events/details'
import type { Permission } from '@/lib/permissions/permissions'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { eventWords } from './event-words'
import { addressOf } from '@/app/_signed-in/pager'
import { UserLink, type EventUser } from './user-link'
import { Cell, Row, Table } from './table'
import { TEXT_LINK } from './text-link'

interface ShownEvent {
  id: string
  type: string
  at: Date
  /** The user it is about. */
  user?: EventUser | null
  actor: EventUser | null
  sessionId: SessionId | null
  network: string | null
  browser: string | null
  system: string | null
  details: Details
}

interface Props {
  events: readonly ShownEvent[]
  /** Only what these permissions open is a link. */
  permissions: ReadonlySet<Permission>
  /** The user whose page this is, who is not named in every row. */
  of?: string
}

const TINTS = { plain: '', warm: 'text-lantern', bad: 'text-danger' }

/** Events, one per row. */
export function EventTable({ events, permissions, of }: Props) {
  const columns = [
    { heading: 'When (UTC)', width: 'md:w-40' },
    { heading: 'What' },
    ...(of ? [] : [{ heading: 'About' }]),
    { heading: 'By' },
    { heading: 'From', width: 'md:w-56' },
  ]
  return (
    <Table label="Events" columns={columns}>
      {events.map((event) => (
        <EventRow key={event.id} {...{ event, permissions }} of={of ?? null} />
      ))}
    </Table>
  )
}

interface RowProps {
  event: ShownEvent
  permissions: ReadonlySet<Permission>
  of: string | null
}

function EventRow({ event, permissions, of }: RowProps) {
  const mayOpen = permissions.has('users:read')
  const { at, user, actor } = event
  return (
    <Row>
      <Cell className="text-sm text-soft">
        <When at={at} isExact />
      </Cell>
      <Cell isHeader>
        <What event={event} mayLook={permissions.has('audit:read')} />
      </Cell>
      {of === null && (
        <Cell {...(user && { label: 'About' })} className="text-sm">
          {user && <UserLink whom={user} mayOpen={mayOpen} />}
        </Cell>
      )}
      <Cell {...(actor && { label: 'By' })} className="text-sm">
        {actor && (actor.id === of ? 'Themselves' : <UserLink whom={actor} mayOpen={mayOpen} />)}
      </Cell>
      <Cell className="text-sm text-soft">
        <From event={event} mayLook={permissions.has('audit:read')} />
      </Cell>
    </Row>
  )
}

interface PartProps {
  event: ShownEvent
  mayLook: boolean
}

function What({ event: { type, details }, mayLook }: PartProps): ReactNode {
  const { text, tone } = eventWords(type)
  const { session, ...others } = details
  const more = Object.entries(others).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <p className={`font-medium ${TINTS[tone]}`}>{text}</p>
      {more.length > 0 && (
        <p className="text-sm text-soft">
          <Name>{more.join(' · ')}</Name>
        </p>
      )}
      {typeof session === 'string' && mayLook && (
        <SessionLink session={session}>The session that was ended</SessionLink>
      )}
    </>
  )
}

/** Device, network and session, with links to their other events. */
function From({ event: { browser, system, network, sessionId }, mayLook }: PartProps): ReactNode {
  const networkLabel = networkName(network)
  return (
    <>
      {(browser ?? system) && (
        <p>
          <Name>{deviceName({ browser, system })}</Name>
        </p>
      )}
      {networkLabel && (
        <p>
          {mayLook ? (
            <Link href={addressOf(ADMIN_AUDIT, { network: network ?? '' })} className={TEXT_LINK}>
              <Name>{networkLabel}</Name>
            </Link>
          ) : (
            <Name>{networkLabel}</Name>
          )}
        </p>
      )}
      {sessionId && mayLook && <SessionLink session={sessionId}>The session</SessionLink>}
    </>
  )
}

function SessionLink({ session, children }: { session: string; children: ReactNode }) {
  return (
    <p className="text-sm">
      <Link href={addressOf(ADMIN_AUDIT, { session })} className={TEXT_LINK}>
        {children}
      </Link>
    </p>
  )
}
