import { buttonClass } from '@/app/_ui/button'
import { exactTime } from '@/app/_ui/times'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { newestCheckpoint } from '@/lib/audit/checkpoint'
import { FILTER_FIELDS, readEventFilter, type FilterField } from '@/lib/audit/filter'
import { listEvents } from '@/lib/audit/list'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import { EventTable } from '../_ui/event-table'
import { eventTypesInWords } from '../_ui/event-words'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty } from '../_ui/panel'
import { Filter, type FilterValues } from './filter'

export default async function AuditPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('audit:read')
  const query = await searchParams
  const field = (name: FilterField) => oneOf(query, name).trim()
  const asked: FilterValues = {
    type: field('type'),
    user: field('user'),
    actor: field('actor'),
    session: field('session'),
    network: field('network'),
    from: field('from'),
    to: field('to'),
  }
  const cursor = oneOf(query, 'cursor')
  const { filter, faults } = await withOutage(() => readEventFilter(actor, asked))
  const isReadable = Object.keys(faults).length === 0
  const [page, checkpoint] = await withOutage(() =>
    Promise.all([
      isReadable ? listEvents(actor, filter, cursor || null) : null,
      newestCheckpoint(),
    ]),
  )
  return (
    <>
      <PageTitle
        title="Audit"
        lead={
          checkpoint
            ? `Everything that happened, chained. Signed up to event ${checkpoint.sequence}, ${exactTime(checkpoint.createdAt)}.`
            : 'Everything that happened, chained.'
        }
        action={isReadable && <Export asked={asked} />}
      />
      <Filter asked={asked} faults={faults} />
      {!page && (
        <Notice tone="bad" role="alert">
          Nothing was looked for: correct the marked field.
        </Notice>
      )}
      {page?.events.length === 0 && <Nothing asked={asked} />}
      {page && page.events.length > 0 && (
        <EventTable events={page.events} permissions={actor.permissions} />
      )}
      <Pager
        path={ADMIN_AUDIT}
        query={asked}
        next={page?.next ?? null}
        isLater={page !== null && cursor !== ''}
      />
    </>
  )
}

const WORDS: Record<FilterField, string> = {
  type: 'of the kind',
  user: 'about',
  actor: 'by',
  session: 'in the session',
  network: 'from the network',
  from: 'since',
  to: 'until',
}

/** Says which filter found nothing. */
function Nothing({ asked }: { asked: FilterValues }) {
  const filled = FILTER_FIELDS.filter((name) => asked[name] !== '')
  if (filled.length === 0) return <Empty>Nothing happened yet.</Empty>
  return (
    <Empty>
      Nothing happened{' '}
      {filled.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          {WORDS[name]} “
          <Name>{name === 'type' ? eventTypesInWords(asked.type) : asked[name]}</Name>”
        </span>
      ))}
      .
    </Empty>
  )
}

function Export({ asked }: { asked: FilterValues }) {
  const file = (format: string) => addressOf(`${ADMIN_AUDIT}/export`, { ...asked, format })
  return (
    <div className="flex flex-wrap gap-2">
      <a href={file('csv')} download className={buttonClass('secondary')}>
        Export as CSV
      </a>
      <a href={file('json')} download className={buttonClass('quiet')}>
        As JSON
      </a>
    </div>
  )
}
