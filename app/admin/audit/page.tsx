import { buttonClass } from '@/app/_ui/button'
import { exactTime } from '@/app/_ui/moments'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { newestCheckpoint } from '@/lib/audit/checkpoint'
import { listEvents, parseEventFilter, type AuditEvent } from '@/lib/audit/list'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { ADMIN_AUDIT } from '@/lib/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { findUser } from '@/lib/users/find'
import { EventTable } from '../_ui/event-table'
import { PageTitle } from '../_ui/page-title'
import { addressOf, Pager } from '@/app/_signed-in/pager'
import { Empty, Panel } from '../_ui/panel'
import { Filter, FIELDS } from './filter'

export default async function AuditPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('audit:read')
  const query = await searchParams
  const asked = Object.fromEntries(FIELDS.map((name) => [name, oneOf(query, name).trim()]))
  const after = oneOf(query, 'after')
  const filter = { ...asked, user: await userIdOf(actor, asked.user ?? '') }
  const [{ events, next }, checkpoint] = await withOutage(() =>
    Promise.all([listEvents(actor, parseEventFilter(filter), after || null), newestCheckpoint()]),
  )
  const isFiltered = Object.values(asked).some((value) => value !== '')
  return (
    <>
      <PageTitle
        title="Audit"
        lead={
          checkpoint
            ? `Everything that happened, chained. Signed up to event ${checkpoint.sequence}, ${exactTime(checkpoint.createdAt)}.`
            : 'Everything that happened, chained.'
        }
        action={<Export filter={filter} />}
      />
      <Filter asked={asked} />
      {events.length === 0 ? (
        <Empty>{isFiltered ? 'Nothing of that kind happened.' : 'Nothing happened yet.'}</Empty>
      ) : (
        <Panel>
          <div className="px-5 py-1">
            <EventTable events={events.map(shown)} names={namesIn(events)} isExact />
          </div>
        </Panel>
      )}
      <Pager path={ADMIN_AUDIT} query={asked} next={next} isLater={after !== ''} />
    </>
  )
}

/** The id of somebody whose address was typed, for whoever may look them up. */
async function userIdOf(actor: Actor, text: string): Promise<string> {
  if (!text.includes('@') || !actor.permissions.has('users:read')) return text
  const user = await withOutage(() => findUser(actor, text))
  return user?.id ?? text
}

function shown({ actor, user, ...event }: AuditEvent) {
  return { ...event, actorId: actor?.id ?? null, userId: user?.id ?? null }
}

function namesIn(events: readonly AuditEvent[]): Record<string, string> {
  const people = events.flatMap(({ actor, user }) => [actor, user])
  return Object.fromEntries(people.flatMap((one) => (one?.email ? [[one.id, one.email]] : [])))
}

function Export({ filter }: { filter: Readonly<Record<string, string>> }) {
  const file = (format: string) => addressOf(`${ADMIN_AUDIT}/export`, { ...filter, format })
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
