import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Link } from '@/app/_ui/link'
import { deviceName } from '@/lib/words/device-name'
import { IncidentSide } from '@/app/_signed-in/incident-side'
import { isolated } from '@/lib/words/isolated'
import type { UserIncident } from '@/lib/incidents/all'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { language, type Language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import type { Words } from '@/lib/words/catalogues'
import { fill, plural } from '@/lib/words/text'
import { Badge } from '../_ui/badge'
import { addressOf } from '@/app/_signed-in/pager'
import { UserLink } from '../_ui/user-link'
import { Cell, Row, Table } from '../_ui/table'
import { TEXT_LINK } from '../_ui/text-link'
import { endSessionForAction } from '../users/[id]/actions'

interface Props {
  incidents: readonly UserIncident[]
  actor: Actor
  reader: Language
}

/** Incidents, grouped by session. */
export function IncidentTable({ incidents, actor, reader }: Props) {
  const words = reader.words.incidents
  const { what, known, came, answer } = words.columns
  const columns = [
    { heading: what, width: 'md:w-1/4' },
    { heading: known },
    { heading: came },
    { heading: answer, width: 'md:w-52' },
  ]
  const sessions = [...new Set(incidents.map(({ sessionId }) => sessionId))]
  const bySession = sessions.map((session) =>
    incidents.filter(({ sessionId }) => sessionId === session),
  )
  return (
    <Table label={words.title} columns={columns}>
      {bySession.map(([newest, ...earlier]) =>
        newest ? (
          <IncidentRow key={newest.id} incident={newest} {...{ earlier, actor, reader }} />
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
  reader: Language
}

function IncidentRow({ incident, earlier, actor, reader }: RowProps) {
  const words = reader.words.incidents
  const { user, known, came, answeredAt } = incident
  const { permissions } = actor
  return (
    <Row>
      <Cell isHeader>
        <p className="font-medium">{titleOf(incident, words.kinds)}</p>
        <p className="text-sm">
          <UserLink whom={user} mayOpen={permissions.has('users:read')} />
        </p>
        {permissions.has('audit:read') && (
          <p className="text-sm">
            <EventsLink incident={incident} words={words} />
          </p>
        )}
        {earlier.length > 0 && <Earlier incidents={earlier} reader={reader} />}
      </Cell>
      <Cell label={words.lines.known} className="text-sm">
        <IncidentSide side={known} className="font-medium" />
      </Cell>
      <Cell label={words.lines.came} className="text-sm">
        <IncidentSide side={came} className="font-medium" />
      </Cell>
      <Cell className="max-md:pt-2">
        <div className="grid justify-items-start gap-2">
          {answeredAt ? (
            <Badge tone="good">{words.answered}</Badge>
          ) : (
            <Badge tone="warm">{words.notAnswered}</Badge>
          )}
          {incident.isAlive && user.id !== actor.userId && permissions.has('sessions:end') && (
            <EndSession incident={incident} words={words.end} />
          )}
        </div>
      </Cell>
    </Row>
  )
}

/** To what happened. Of a wrong code there is no session, so the events of the user tell it. */
function EventsLink({ incident: { kind, sessionId, user }, words }: LinkProps) {
  const isCode = kind === 'wrong-code'
  const asked = isCode ? { type: 'authn_code_fail', user: user.id } : { session: sessionId }
  return (
    <Link href={addressOf(ADMIN_AUDIT, asked)} className={TEXT_LINK}>
      {isCode ? words.codes : words.events}
    </Link>
  )
}

interface LinkProps {
  incident: UserIncident
  words: Words['incidents']
}

function titleOf({ kind, app }: UserIncident, kinds: Words['incidents']['kinds']): string {
  return kind === 'app-reuse' ? fill(kinds[kind], { app: isolated(app ?? '') }) : kinds[kind]
}

function Earlier({ incidents, reader: { locale, words } }: Omit<Props, 'actor'>) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-6 items-center text-soft underline underline-offset-4 hover:text-ink">
        {plural(locale, words.incidents.earlier, incidents.length)}
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

interface EndProps {
  incident: UserIncident
  words: Words['incidents']['end']
}

/** The only act on this page; the user's page has the others. */
async function EndSession({ incident: { id, user, sessionId, came }, words }: EndProps) {
  const { devices } = (await language()).words
  const email = { user: isolated(user.email) }
  return (
    <ConfirmedAct
      id={`end-${id}`}
      label={words.label}
      look="secondary"
      name={fill(words.name, email)}
      title={fill(words.title, email)}
      text={fill(words.text, { device: deviceName(came, devices) })}
      yes={words.label}
      action={endSessionForAction}
      fields={{ user: user.id, session: sessionId }}
    />
  )
}
