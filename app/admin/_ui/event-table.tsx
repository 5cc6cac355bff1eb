import type { ReactNode } from 'react'
import { deviceName, networkName } from '@/lib/words/device-name'
import { Name } from '@/app/_ui/name'
import { Link } from '@/app/_ui/link'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { ZoneName } from '@/app/_ui/zone-name'
import type { SessionId } from '@/lib/base/ids'
import type { Details } from '@/lib/events/details'
import type { Permission } from '@/lib/permissions/permissions'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { language, type Language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'
import { eventName, eventTone } from './event-words'
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

/** Events, one per row, and the time zone of their times. */
export async function EventTable({ events, permissions, of }: Props) {
  const reader = await language()
  const { table } = reader.words.events
  const columns = [
    { heading: table.when, width: 'md:w-40' },
    { heading: table.what },
    ...(of ? [] : [{ heading: table.about }]),
    { heading: table.by },
    { heading: table.from, width: 'md:w-56' },
  ]
  return (
    <>
      <p className="mb-3 text-sm text-soft">
        <Sentence text={table.zone} parts={{ zone: <ZoneName /> }} />
      </p>
      <Table label={table.label} columns={columns}>
        {events.map((event) => (
          <EventRow key={event.id} {...{ event, permissions, reader }} of={of ?? null} />
        ))}
      </Table>
    </>
  )
}

interface RowProps {
  event: ShownEvent
  reader: Language
  permissions: ReadonlySet<Permission>
  of: string | null
}

function EventRow({ event, reader, permissions, of }: RowProps) {
  const { table } = reader.words.events
  const mayOpen = permissions.has('users:read')
  const { at, user, actor } = event
  return (
    <Row>
      <Cell className="text-sm text-soft">
        <When at={at} reader={reader} as="second" />
      </Cell>
      <Cell isHeader>
        <What event={event} words={reader.words} mayLook={permissions.has('audit:read')} />
      </Cell>
      {of === null && (
        <Cell {...(user && { label: table.about })} className="text-sm">
          {user && <UserLink whom={user} mayOpen={mayOpen} />}
        </Cell>
      )}
      <Cell {...(actor && { label: table.by })} className="text-sm">
        {actor &&
          (actor.id === of ? table.themselves : <UserLink whom={actor} mayOpen={mayOpen} />)}
      </Cell>
      <Cell className="text-sm text-soft">
        <From event={event} words={reader.words} mayLook={permissions.has('audit:read')} />
      </Cell>
    </Row>
  )
}

interface PartProps {
  event: ShownEvent
  words: Words
  mayLook: boolean
}

function What({ event: { type, details }, words: { events }, mayLook }: PartProps): ReactNode {
  const { session, ...others } = details
  const more = Object.entries(others).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <p className={`font-medium ${TINTS[eventTone(type)]}`}>{eventName(type, events)}</p>
      {more.length > 0 && (
        <p className="text-sm text-soft">
          <Name>{more.join(' · ')}</Name>
        </p>
      )}
      {typeof session === 'string' && mayLook && (
        <SessionLink session={session}>{events.table.endedSession}</SessionLink>
      )}
    </>
  )
}

/** Device, network and session, with links to their other events. */
function From({ event, words: { devices, events }, mayLook }: PartProps) {
  const { browser, system, network, sessionId } = event
  const networkLabel = networkName(network, devices)
  return (
    <>
      {(browser ?? system) && (
        <p>
          <Name>{deviceName({ browser, system }, devices)}</Name>
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
      {sessionId && mayLook && (
        <SessionLink session={sessionId}>{events.table.session}</SessionLink>
      )}
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
