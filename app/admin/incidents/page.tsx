import { Name } from '@/app/_ui/name'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { readEventFilter, type FilterFault } from '@/lib/audit/filter'
import { allIncidents, MAX_INCIDENTS_COUNTED, type IncidentFilter } from '@/lib/incidents/all'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_INCIDENTS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { findUser } from '@/lib/users/find'
import { FilterLinks } from '../_ui/filter-links'
import { ListCount } from '../_ui/list-count'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty } from '../_ui/panel'
import { FAULTS } from '../audit/filter'
import { IncidentTable } from './table'

/** The filters, each with the text for an empty list. */
const SHOWN: Record<string, { label: string; filter: IncidentFilter; none: string }> = {
  '': { label: 'All', filter: {}, none: 'No session was ever used by two' },
  open: {
    label: 'Not answered',
    filter: { isOpen: true },
    none: 'No incident waits for an answer',
  },
  reuse: { label: 'Copied', filter: { kinds: ['reuse'] }, none: 'No copy of a session was used' },
  shared: {
    label: 'Shared',
    filter: { kinds: ['predecessor', 'two-places'] },
    none: 'No session was shared',
  },
}

export default async function IncidentsPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('incidents:read')
  const query = await searchParams
  const [show, user, cursor] = [oneOf(query, 'show'), oneOf(query, 'user'), oneOf(query, 'cursor')]
  const shown = Object.hasOwn(SHOWN, show) ? SHOWN[show] : undefined
  const { filter, faults } = await withOutage(() => readEventFilter(actor, { user }))
  const { userId } = filter
  const page =
    shown && !faults.user
      ? await withOutage(() => allIncidents(actor, { filter: { ...shown.filter, userId }, cursor }))
      : { incidents: [], count: 0, next: null }
  const whose = userId ? await addressOfUser(actor, userId) : user
  return (
    <>
      <PageTitle
        title="Incidents"
        lead="Sessions that two seem to have used. Their owners are asked about each, with both sides."
      />
      <FilterLinks label="Filter" choices={filterChoices(show, user)} />
      <ListCount count={page.count} most={MAX_INCIDENTS_COUNTED} one="incident" many="incidents">
        {user && (
          <>
            {' '}
            of <Name>{whose}</Name>
          </>
        )}
      </ListCount>
      {page.incidents.length > 0 ? (
        <IncidentTable incidents={page.incidents} actor={actor} />
      ) : (
        <Nothing words={shown?.none} show={show} whose={whose} fault={faults.user} />
      )}
      <Pager
        path={ADMIN_INCIDENTS}
        query={{ show, user }}
        next={page.next}
        isLater={cursor !== ''}
      />
    </>
  )
}

/** The user's email address if the actor may see it, or else the id. */
async function addressOfUser(actor: Actor, id: string): Promise<string> {
  if (!actor.permissions.has('users:read')) return id
  return (await withOutage(() => findUser(actor, id)))?.email ?? id
}

function filterChoices(show: string, user: string) {
  const kinds = Object.entries(SHOWN).map(([value, { label }]) => ({
    href: addressOf(ADMIN_INCIDENTS, { show: value, user }),
    label,
    isCurrent: value === show,
  }))
  const ofAll = addressOf(ADMIN_INCIDENTS, { show })
  return user ? [...kinds, { href: ofAll, label: 'Of all users', isCurrent: false }] : kinds
}

interface NothingProps {
  words: string | undefined
  show: string
  whose: string
  fault: FilterFault | undefined
}

/** Says which filter found nothing. */
function Nothing({ words, show, whose, fault }: NothingProps) {
  const quoted = (text: string) => (
    <>
      “<Name>{text}</Name>”
    </>
  )
  if (fault) {
    return (
      <Empty>
        {quoted(whose)}: {FAULTS[fault]}
      </Empty>
    )
  }
  if (words === undefined) return <Empty>There is no filter {quoted(show)}.</Empty>
  return (
    <Empty>
      {words}
      {whose && <>, of {quoted(whose)}</>}.
    </Empty>
  )
}
