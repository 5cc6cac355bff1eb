import { Link } from '@/app/_ui/link'
import { deviceName } from '@/app/_signed-in/device-name'
import { IncidentSide } from '@/app/_signed-in/incident-side'
import { isolated } from '@/app/_ui/isolated'
import type { UserIncident } from '@/lib/incidents/all'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { Badge } from '../_ui/badge'
import { ConfirmedAct } from '../_ui/confirmed-act'
import { addressOf } from '@/app/_signed-in/pager'
import { UserLink } from '../_ui/user-link'
import { Cell, Row, Table } from '../_ui/table'
import { TEXT_LINK } from '../_ui/text-link'
import { endSessionForAction } from '../users/[id]/actions'

const KINDS: Record<UserIncident['kind'], string> = {
  reuse: 'A copy of a session was used; the session is ended',
  predecessor: 'Two browsers brought one session',
  'two-places': 'One session came from two places at once',
}

const COLUMNS = [
  { heading: 'What', width: 'md:w-1/4' },
  { heading: 'Usual device' },
  { heading: 'New device' },
  { heading: 'Answer', width: 'md:w-52' },
]

interface Props {
  incidents: readonly UserIncident[]
  actor: Actor
}

/** Incidents, grouped by session. */
export function IncidentTable({ incidents, actor }: Props) {
  const sessions = [...new Set(incidents.map(({ sessionId }) => sessionId))]
  const bySession = sessions.map((session) =>
    incidents.filter(({ sessionId }) => sessionId === session),
  )
  return (
    <Table label="Incidents" columns={COLUMNS}>
      {bySession.map(([newest, ...earlier]) =>
        newest ? (
          <IncidentRow key={newest.id} incident={newest} earlier={earlier} actor={actor} />
        ) : null,
      )}
    </Table>
  )
}

interface RowProps {
  incident: UserIncident
  /** Of the same session. */
  earlier: readonly UserIncident[]
  actor: Actor
}

function IncidentRow({ incident, earlier, actor }: RowProps) {
  const { kind, user, known, came, answeredAt, sessionId } = incident
  const { permissions } = actor
  return (
    <Row>
      <Cell isHeader>
        <p className="font-medium">{KINDS[kind]}</p>
        <p className="text-sm">
          <UserLink whom={user} mayOpen={permissions.has('users:read')} />
        </p>
        {permissions.has('audit:read') && (
          <p className="text-sm">
            <Link href={addressOf(ADMIN_AUDIT, { session: sessionId })} className={TEXT_LINK}>
              What happened in the session
            </Link>
          </p>
        )}
        {earlier.length > 0 && <Earlier incidents={earlier} />}
      </Cell>
      <Cell label="Usual device:" className="text-sm">
        <IncidentSide side={known} className="font-medium" />
      </Cell>
      <Cell label="New device:" className="text-sm">
        <IncidentSide side={came} className="font-medium" />
      </Cell>
      <Cell className="max-md:pt-2">
        <div className="grid justify-items-start gap-2">
          {answeredAt ? (
            <Badge tone="good">“This was me”</Badge>
          ) : (
            <Badge tone="warm">Not answered</Badge>
          )}
          {incident.isAlive && user.id !== actor.userId && permissions.has('sessions:end') && (
            <EndSession incident={incident} />
          )}
        </div>
      </Cell>
    </Row>
  )
}

function Earlier({ incidents }: { incidents: readonly UserIncident[] }) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-6 items-center text-soft underline underline-offset-4 hover:text-ink">
        And {incidents.length} earlier in this session
      </summary>
      <ul className="mt-1 grid gap-1">
        {incidents.map(({ id, came }) => (
          <li key={id}>
            <IncidentSide side={came} className="font-medium" />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The only act on this page; the user's page has the others. */
function EndSession({ incident: { id, user, sessionId, came } }: { incident: UserIncident }) {
  const email = isolated(user.email)
  return (
    <ConfirmedAct
      id={`end-${id}`}
      label="End the session"
      look="secondary"
      name={`End the session of ${email}`}
      title={`End the session of ${email}?`}
      text={`Both who use it, ${deviceName(came)} among them, are logged out at once. Other sessions of this person stay.`}
      yes="End the session"
      action={endSessionForAction}
      fields={{ user: user.id, session: sessionId }}
    />
  )
}
