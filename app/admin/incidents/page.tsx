import Link from 'next/link'
import { deviceName } from '@/app/_signed-in/device-name'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { When } from '@/app/_ui/when'
import { allIncidents, type UserIncident } from '@/lib/incidents/all'
import type { Side } from '@/lib/incidents/answer'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { Badge } from '../_ui/badge'
import { PageTitle } from '../_ui/page-title'
import { Pager } from '@/app/_signed-in/pager'
import { Empty, Panel } from '../_ui/panel'

const KINDS: Record<UserIncident['kind'], string> = {
  reuse: 'A copy of a session was used; the session is ended',
  predecessor: 'Two browsers brought one session',
  'two-places': 'One session came from two places at once',
}

export default async function IncidentsPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('incidents:read')
  const after = oneOf(await searchParams, 'after')
  const { incidents, next } = await withOutage(() => allIncidents(actor, after))
  return (
    <>
      <PageTitle
        title="Incidents"
        lead="Sessions that two seem to have used. Their owners are asked about each, with both sides."
      />
      {incidents.length === 0 ? (
        <Empty>No session was ever seen in two hands.</Empty>
      ) : (
        <Panel>
          <ul className="divide-y divide-line">
            {incidents.map((incident) => (
              <IncidentItem key={incident.id} incident={incident} />
            ))}
          </ul>
        </Panel>
      )}
      <Pager path="/admin/incidents" query={{}} next={next} isLater={after !== ''} />
    </>
  )
}

function IncidentItem({
  incident: { kind, user, known, came, answeredAt },
}: {
  incident: UserIncident
}) {
  return (
    <li className="grid gap-x-6 gap-y-2 px-5 py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_auto]">
      <div className="min-w-0">
        <p className="font-medium">{KINDS[kind]}</p>
        <Link
          href={`/admin/users/${user.id}`}
          prefetch={false}
          className="inline-flex min-h-6 items-center break-all text-ivy underline underline-offset-4"
        >
          {user.email}
        </Link>
      </div>
      <dl className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
        <SideLine term="Known" side={known} />
        <SideLine term="Came" side={came} />
      </dl>
      <p className="justify-self-start md:justify-self-end">
        {answeredAt ? (
          <Badge tone="good">“This was me”</Badge>
        ) : (
          <Badge tone="warm">Not answered</Badge>
        )}
      </p>
    </li>
  )
}

function SideLine({ term, side }: { term: string; side: Side }) {
  return (
    <>
      <dt className="text-soft">{term}</dt>
      <dd className="break-words">
        {deviceName(side)}
        {side.network === 'unknown' ? '' : `, ${side.network}`}, <When at={side.at} />
      </dd>
    </>
  )
}
