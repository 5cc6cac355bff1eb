import { addressOf, Pager } from '@/app/_signed-in/pager'
import { ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { listApps, type AppSummary } from '@/lib/apps/list'
import { ADMIN_APPS } from '@/lib/base/routes'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { AuditLink } from '../_ui/audit-link'
import { Badge } from '../_ui/badge'
import { PageTitle } from '../_ui/page-title'
import { Empty } from '../_ui/panel'
import { Cell, Row, Table } from '../_ui/table'

export default async function ApplicationsPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('apps:read')
  const cursor = oneOf(await searchParams, 'cursor')
  const { apps, next } = await withOutage(() => listApps(actor, { cursor }))
  const reader = await language()
  const words = reader.words.applications
  const events = (
    <AuditLink group="applications" permissions={actor.permissions}>
      {words.events}
    </AuditLink>
  )
  return (
    <>
      <PageTitle
        title={words.title}
        lead={<Sentence text={words.lead} parts={{ events }} />}
        action={
          actor.permissions.has('apps:write') && (
            <ButtonLink href={`${ADMIN_APPS}/new`}>{words.newApp}</ButtonLink>
          )
        }
      />
      <Flash outcome={outcomeOf(await currentFlash(), words.done, words.refusals)} />
      {apps.length > 0 ? <AppTable apps={apps} reader={reader} /> : <Empty>{words.none}</Empty>}
      <Pager path={addressOf(ADMIN_APPS, {})} query={{}} next={next} isLater={cursor !== ''} />
    </>
  )
}

function AppTable({ apps, reader }: { apps: readonly AppSummary[]; reader: Language }) {
  const { table } = reader.words.applications
  const columns = [
    { heading: table.name, width: 'md:w-2/5' },
    { heading: table.kind },
    { heading: table.users },
    { heading: table.created, width: 'md:w-40' },
  ]
  return (
    <Table label={table.label} columns={columns}>
      {apps.map((app) => (
        <AppRow key={app.id} app={app} reader={reader} />
      ))}
    </Table>
  )
}

function AppRow({ app, reader }: { app: AppSummary; reader: Language }) {
  const { disabled, everyUser, kinds, table } = reader.words.applications
  return (
    <Row className="relative hover:bg-sunken">
      <Cell isHeader>
        <Link
          href={`${ADMIN_APPS}/${app.id}`}
          // Makes the whole row a link.
          className="block before:absolute before:inset-0"
        >
          <Name className="mr-3 font-medium">{app.name}</Name>
          {app.disabledAt && <Badge tone="bad">{disabled}</Badge>}
        </Link>
      </Cell>
      <Cell className="text-sm">{kinds[app.kind].label}</Cell>
      <Cell label={table.users} className="text-sm text-soft">
        {app.kind === 'machine' ? null : <Name>{app.roles.join(', ') || everyUser}</Name>}
      </Cell>
      <Cell label={table.created} className="text-sm text-soft">
        <When at={app.createdAt} reader={reader} />
      </Cell>
    </Row>
  )
}
