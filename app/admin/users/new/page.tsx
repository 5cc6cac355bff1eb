import { Card } from '@/app/_ui/card'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { PageTitle } from '../../_ui/page-title'
import { NewUserForm } from './form'

export default async function NewUserPage() {
  const actor = await requirePermission('users:create')
  const maySeeRoles = actor.permissions.has('roles:grant') && actor.permissions.has('roles:read')
  const all = maySeeRoles ? await withOutage(() => listRoles(actor)) : []
  const roles = all.filter(({ permissions }) => outranks(actor, permissions))
  return (
    <>
      <PageTitle
        title="New user"
        lead="They choose their password themselves, by a link that you hand over."
      />
      <div className="max-w-xl">
        <Card title="Who is it?">
          <NewUserForm roles={roles.map(({ name, description }) => ({ name, description }))} />
        </Card>
      </div>
    </>
  )
}
