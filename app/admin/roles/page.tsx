import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { listRoles, MAX_HOLDERS, type RoleSummary } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { ADMIN_ROLES, ADMIN_USERS } from '@/lib/base/routes'
import { countedForm, fill, formatNumber, plural, type Counted } from '@/lib/words/text'
import { AuditLink } from '../_ui/audit-link'
import { Badge } from '../_ui/badge'
import { PageTitle } from '../_ui/page-title'
import { addressOf } from '@/app/_signed-in/pager'
import { PermissionList } from '../_ui/permission-list'
import { Panel } from '../_ui/panel'
import { deleteRoleAction } from './actions'
import { descriptionOf } from './describe'
import { Link } from '@/app/_ui/link'

export default async function RolesPage() {
  const actor = await requirePermission('roles:read')
  const roles = await withOutage(() => listRoles(actor))
  const reader = await language()
  const words = reader.words.roles
  const mayWrite = actor.permissions.has('roles:write')
  return (
    <>
      <PageTitle
        title={words.title}
        lead={
          <>
            {words.lead}{' '}
            <AuditLink group="roles" permissions={actor.permissions}>
              {words.events}
            </AuditLink>
          </>
        }
        action={mayWrite && <ButtonLink href={`${ADMIN_ROLES}/new`}>{words.newRole}</ButtonLink>}
      />
      <Flash outcome={outcomeOf(await currentFlash(), words.done, words.refusals)} />
      <Panel>
        <ul className="divide-y divide-line">
          {roles.map((role) => (
            <RoleItem
              key={role.name}
              role={role}
              reader={reader}
              mayWrite={mayWrite && !role.builtIn && outranks(actor, role.permissions)}
            />
          ))}
        </ul>
      </Panel>
    </>
  )
}

interface ItemProps {
  role: RoleSummary
  reader: Language
  mayWrite: boolean
}

function RoleItem({ role, reader, mayWrite }: ItemProps) {
  const { name, builtIn, permissions, holders } = role
  const { locale, words } = reader
  const { list } = words.roles
  const description = descriptionOf(role, words.roles)
  return (
    <li className="grid gap-x-6 gap-y-3 px-5 py-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-3 font-medium">
          <Name>{name}</Name>
          {builtIn && <Badge>{list.builtIn}</Badge>}
        </h2>
        {description && (
          <p className="text-sm text-soft">
            <Name>{description}</Name>
          </p>
        )}
        <p className="mt-1 text-sm">
          <Link
            href={addressOf(ADMIN_USERS, { show: name })}
            className="inline-flex min-h-6 items-center text-accent underline underline-offset-4"
          >
            {counted(reader, list.holders, holders)}
          </Link>
        </p>
        <PermissionList
          summary={plural(locale, list.permissions, permissions.length)}
          permissions={permissions}
        />
      </div>
      {mayWrite && (
        <div className="flex flex-wrap items-start gap-2">
          <ButtonLink
            look="secondary"
            href={`${ADMIN_ROLES}/${name}`}
            aria-label={fill(list.changeRole, { role: name })}
          >
            {list.change}
          </ButtonLink>
          <Deletion role={role} reader={reader} />
        </div>
      )}
    </li>
  )
}

function Deletion({ role: { name, holders }, reader }: Omit<ItemProps, 'mayWrite'>) {
  const { deletion } = reader.words.roles
  return (
    <ConfirmedAct
      id={`delete-${name}`}
      label={deletion.label}
      name={fill(deletion.name, { role: name })}
      title={fill(deletion.question, { role: name })}
      text={holders === 0 ? deletion.unheld : counted(reader, deletion.held, holders)}
      yes={deletion.yes}
      action={deleteRoleAction}
      fields={{ role: name }}
    />
  )
}

function counted({ locale }: Language, text: Counted<'n'>, holders: number): string {
  const form = countedForm(locale, text, { count: holders, most: MAX_HOLDERS })
  return fill(form, { n: formatNumber(locale, holders) })
}
