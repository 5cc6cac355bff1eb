import { Name } from '@/app/_ui/name'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { readEventFilter, type FilterFault } from '@/lib/audit/filter'
import { allIncidents, MAX_INCIDENTS_COUNTED, type IncidentFilter } from '@/lib/incidents/all'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_INCIDENTS } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { findUser } from '@/lib/users/find'
import type { Words } from '@/lib/words/catalogues'
import { fill, formatNumber, plural, type Text } from '@/lib/words/text'
import { FilterLinks } from '../_ui/filter-links'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty } from '../_ui/panel'
import { IncidentTable } from './table'

type Show = keyof Words['incidents']['none']

/** The filters by their value in the query. */
const SHOWN: Readonly<Record<string, { show: Show; filter: IncidentFilter }>> = {
  '': { show: 'all', filter: {} },
  open: { show: 'open', filter: { isOpen: true } },
  reuse: { show: 'reuse', filter: { kinds: ['reuse', 'app-reuse'] } },
  shared: { show: 'shared', filter: { kinds: ['predecessor', 'two-places'] } },
  password: { show: 'password', filter: { kinds: ['wrong-code'] } },
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
  const reader = await language()
  const words = reader.words.incidents
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} />
      <FilterLinks label={words.filter.label} choices={filterChoices(show, user, words.filter)} />
      {page.count > 0 && (
        <p className="mt-4 mb-3 text-sm text-soft">
          <Sentence
            text={countText(page.count, user, reader)}
            parts={{ user: <Name>{whose}</Name> }}
          />
        </p>
      )}
      {page.incidents.length > 0 ? (
        <IncidentTable incidents={page.incidents} actor={actor} reader={reader} />
      ) : (
        <Nothing
          shown={shown?.show}
          asked={show}
          whose={whose}
          fault={faults.user}
          reader={reader}
        />
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

/** How many incidents there are, with a place for their user if the list is of one. */
function countText(count: number, user: string, { locale, words }: Language): Text<'user'> {
  const { exact, orMore, ofUser, orMoreOfUser } = words.incidents.count
  // The user's address is an element, so its place stays.
  const place = { user: '{user}' }
  if (count < MAX_INCIDENTS_COUNTED) {
    return user ? plural(locale, ofUser, count, place) : plural(locale, exact, count)
  }
  const n = formatNumber(locale, MAX_INCIDENTS_COUNTED)
  return user ? fill(orMoreOfUser, { ...place, n }) : fill(orMore, { n })
}

function filterChoices(show: string, user: string, words: Words['incidents']['filter']) {
  const kinds = Object.entries(SHOWN).map(([value, shown]) => ({
    href: addressOf(ADMIN_INCIDENTS, { show: value, user }),
    label: words[shown.show],
    isCurrent: value === show,
  }))
  const ofAll = addressOf(ADMIN_INCIDENTS, { show })
  return user ? [...kinds, { href: ofAll, label: words.ofAllUsers, isCurrent: false }] : kinds
}

interface NothingProps {
  shown: Show | undefined
  /** The filter in the query. */
  asked: string
  whose: string
  fault: FilterFault | undefined
  reader: Language
}

/** Says which filter found nothing. */
function Nothing({ shown, asked, whose, fault, reader }: NothingProps) {
  const { audit, incidents } = reader.words
  const user = <Name>{whose}</Name>
  if (fault) {
    const parts = { user, fault: audit.faults[fault] }
    return (
      <Empty>
        <Sentence text={incidents.unreadable} parts={parts} />
      </Empty>
    )
  }
  if (shown === undefined) {
    return (
      <Empty>
        <Sentence text={incidents.noFilter} parts={{ name: <Name>{asked}</Name> }} />
      </Empty>
    )
  }
  if (!whose) return <Empty>{incidents.none[shown]}</Empty>
  return (
    <Empty>
      <Sentence text={incidents.noneOfUser[shown]} parts={{ user }} />
    </Empty>
  )
}
