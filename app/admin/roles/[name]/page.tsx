import { NotFoundHere } from '@/app/_signed-in/not-found-here'
import { Card } from '@/app/_ui/card'
import { findCustomRole } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { PageTitle } from '../../_ui/page-title'
import { grantablePermissions } from '../choices'
import { RoleForm } from '../role-form'

export default async function RolePage({ params }: { params: Promise<{ name: string }> }) {
  const actor = await requirePermission('roles:write')
  const { name } = await params
  const role = await withOutage(() => findCustomRole(actor, name))
  if (!role || !outranks(actor, role.permissions)) return <NotFoundHere />
  return (
    <>
      <PageTitle
        page="Change a role"
        title={role.name}
        lead="In effect at the next request of everyone who holds it."
      />
      <div className="max-w-3xl">
        <Card title="The role">
          <RoleForm role={role} choices={grantablePermissions(actor)} />
        </Card>
      </div>
    </>
  )
}
