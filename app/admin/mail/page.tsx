import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { Pager } from '@/app/_signed-in/pager'
import { ADMIN_MAIL, DEV_MAIL } from '@/lib/base/routes'
import { listFailed, MAX_MAILS_COUNTED, readOutbox, type Outbox } from '@/lib/mail/outbox'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { countedForm, formatNumber } from '@/lib/words/text'
import { PageTitle } from '../_ui/page-title'
import { Empty } from '../_ui/panel'
import { TEXT_LINK } from '../_ui/text-link'
import { FailedMailTable } from './table'

export default async function MailPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('mail:read')
  const cursor = oneOf(await searchParams, 'cursor')
  const [outbox, failed] = await withOutage(() =>
    Promise.all([readOutbox(actor), listFailed(actor, cursor)]),
  )
  const reader = await language()
  const words = reader.words.outbox
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} />
      <Flash outcome={outcomeOf(await currentFlash(), words.done, words.refusals)} />
      <div className="grid gap-6">
        <Mode mode={outbox.mode} reader={reader} />
        <Card title={words.waiting.title}>
          <Waiting outbox={outbox} reader={reader} />
        </Card>
        <section className="grid gap-3">
          <h2 className="text-lg font-semibold">{words.failed.title}</h2>
          {failed.mails.length > 0 ? (
            <FailedMailTable mails={failed.mails} actor={actor} reader={reader} />
          ) : (
            <Empty>{words.failed.no}</Empty>
          )}
        </section>
      </div>
      <Pager path={ADMIN_MAIL} query={{}} next={failed.next} isLater={cursor !== ''} />
    </>
  )
}

/** What is missing where mails do not leave by a mail server. */
function Mode({ mode, reader }: { mode: Outbox['mode']; reader: Language }) {
  const words = reader.words.outbox
  if (mode === 'smtp') return null
  const page = (
    <Link href={DEV_MAIL} className={TEXT_LINK}>
      {words.filesPage}
    </Link>
  )
  return (
    <Notice>
      {mode === 'none' ? words.none : <Sentence text={words.files} parts={{ page }} />}
    </Notice>
  )
}

function Waiting({ outbox, reader }: { outbox: Outbox; reader: Language }) {
  const { waiting, since, lastError } = outbox
  const words = reader.words.outbox.waiting
  if (since === null) return <p>{words.no}</p>
  const text = countedForm(reader.locale, words, { count: waiting, most: MAX_MAILS_COUNTED })
  const parts = {
    n: formatNumber(reader.locale, waiting),
    time: <When at={since} reader={reader} as="exact" />,
  }
  return (
    <>
      <p>
        <Sentence text={text} parts={parts} />
      </p>
      {lastError !== null && (
        <p className="mt-1 text-sm text-soft">
          <Sentence text={words.answer} parts={{ answer: <Name>{lastError}</Name> }} />
        </p>
      )}
    </>
  )
}
