import { ButtonLink } from '@/app/_ui/button'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { listRoles, MAX_HOLDERS, type RoleSummary } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { ADMIN_ROLES, ADMIN_USERS } from '@/lib/base/routes'
import { AuditLink } from '../_ui/audit-link'
import { Badge } from '../_ui/badge'
import { ConfirmedAct } from '../_ui/confirmed-act'
import { PageTitle } from '../_ui/page-title'
import { addressOf } from '@/app/_signed-in/pager'
import { PermissionList } from '../_ui/permission-list'
import { Panel } from '../_ui/panel'
import { deleteRoleAction } from './actions'
import { DONE, REFUSALS } from './outcomes'
import { Link } from '@/app/_ui/link'

export default async function RolesPage() {
  const actor = await requirePermission('roles:read')
  const roles = await withOutage(() => listRoles(actor))
  const mayWrite = actor.permissions.has('roles:write')
  return (
    <>
      <PageTitle
        title="Roles"
        lead={
          <>
            What a role allows counts from the next request of everyone who holds it.{' '}
            <AuditLink group="Anything of roles" permissions={actor.permissions}>
              What happened to roles
            </AuditLink>
          </>
        }
        action={mayWrite && <ButtonLink href={`${ADMIN_ROLES}/new`}>New role</ButtonLink>}
      />
      <Flash outcome={outcomeOf(await currentFlash(), DONE, REFUSALS)} />
      <Panel>
        <ul className="divide-y divide-line">
          {roles.map((role) => (
            <RoleItem
              key={role.name}
              role={role}
              mayWrite={mayWrite && !role.builtIn && outranks(actor, role.permissions)}
            />
          ))}
        </ul>
      </Panel>
    </>
  )
}

function RoleItem({ role, mayWrite }: { role: RoleSummary; mayWrite: boolean }) {
  const { name, description, builtIn, permissions, holders } = role
  const many = holders >= MAX_HOLDERS ? `${MAX_HOLDERS} or more` : String(holders)
  return (
    <li className="grid gap-x-6 gap-y-3 px-5 py-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-3 font-medium">
          <Name>{name}</Name>
          {builtIn && <Badge>Comes with Gatehouse</Badge>}
        </h2>
        {description && (
          <p className="text-sm text-soft">
            <Name>{description}</Name>
          </p>
        )}
        <p className="mt-1 text-sm">
          <Link
            href={addressOf(ADMIN_USERS, { show: name })}
            className="inline-flex min-h-6 items-center text-ivy underline underline-offset-4"
          >
            Held by {many}
          </Link>
        </p>
        <PermissionList
          summary={
            permissions.length === 1 ? 'Allows one thing' : `Allows ${permissions.length} things`
          }
          permissions={permissions}
        />
      </div>
      {mayWrite && (
        <div className="flex flex-wrap items-start gap-2">
          <ButtonLink
            look="secondary"
            href={`${ADMIN_ROLES}/${name}`}
            aria-label={`Change ${name}`}
          >
            Change
          </ButtonLink>
          <ConfirmedAct
            id={`delete-${name}`}
            label="Delete"
            name={`Delete the role ${name}`}
            title={`Delete the role ${name}?`}
            text={`It is taken from everyone who holds it (${many}). This cannot be undone.`}
            yes="Delete the role"
            action={deleteRoleAction}
            fields={{ role: name }}
          />
        </div>
      )}
    </li>
  )
}
