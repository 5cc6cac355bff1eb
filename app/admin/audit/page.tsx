import { Fragment } from 'react'
import { buttonClass } from '@/app/_ui/button'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { newestCheckpoint } from '@/lib/audit/checkpoint'
import { FILTER_FIELDS, readEventFilter, type FilterField } from '@/lib/audit/filter'
import { listEvents } from '@/lib/audit/list'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_AUDIT } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { byLocale, formatNumber } from '@/lib/words/text'
import { EventTable } from '../_ui/event-table'
import { eventNames } from '../_ui/event-words'
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
  const reader = await language()
  const { audit, events } = reader.words
  return (
    <>
      <PageTitle
        title={audit.title}
        lead={<Lead checkpoint={checkpoint} reader={reader} />}
        action={isReadable && <Export asked={asked} words={audit} />}
      />
      <Filter {...{ asked, faults, events }} words={audit} locale={reader.locale} />
      {!page && (
        <Notice tone="bad" role="alert">
          {audit.unreadable}
        </Notice>
      )}
      {page?.events.length === 0 && <Nothing asked={asked} reader={reader} />}
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

interface LeadProps {
  checkpoint: Awaited<ReturnType<typeof newestCheckpoint>>
  reader: Language
}

/** What the log is, and how much of it is signed. */
function Lead({ checkpoint, reader }: LeadProps) {
  const { lead, signed } = reader.words.audit
  if (!checkpoint) return lead
  const parts = {
    number: formatNumber(reader.locale, checkpoint.sequence),
    time: <When at={checkpoint.createdAt} reader={reader} as="exact" />,
  }
  return (
    <>
      {lead} <Sentence text={signed} parts={parts} />
    </>
  )
}

/** Says which filter found nothing. */
function Nothing({ asked, reader }: { asked: FilterValues; reader: Language }) {
  const { audit } = reader.words
  const filled = FILTER_FIELDS.filter((name) => asked[name] !== '')
  if (filled.length === 0) return <Empty>{audit.empty}</Empty>
  return (
    <Empty>
      <Sentence
        text={audit.none}
        parts={{ conditions: <Conditions {...{ asked, filled, reader }} /> }}
      />
    </Empty>
  )
}

interface ConditionsProps {
  asked: FilterValues
  /** The fields that are not empty. */
  filled: readonly FilterField[]
  reader: Language
}

function Conditions({ asked, filled, reader: { words, locale } }: ConditionsProps) {
  const { conditions } = words.audit
  const valueOf = (name: FilterField) =>
    name === 'type' ? eventNames(asked.type, words.events, locale) : asked[name]
  return lists(locale)
    .formatToParts(filled)
    .map(({ value }, index) => {
      const name = filled.find((field) => field === value)
      if (!name) return <Fragment key={index}>{value}</Fragment>
      const parts = { value: <Name>{valueOf(name)}</Name> }
      return <Sentence key={index} text={conditions[name]} parts={parts} />
    })
}

const lists = byLocale((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }))

interface ExportProps {
  asked: FilterValues
  words: Words['audit']
}

function Export({ asked, words }: ExportProps) {
  const file = (format: string) => addressOf(`${ADMIN_AUDIT}/export`, { ...asked, format })
  return (
    <div className="flex flex-wrap gap-2">
      <a href={file('csv')} download className={buttonClass('secondary')}>
        {words.exportCsv}
      </a>
      <a href={file('json')} download className={buttonClass('quiet')}>
        {words.exportJson}
      </a>
    </div>
  )
}
