import { NotFoundHere } from '@/app/_signed-in/not-found-here'
import { Card } from '@/app/_ui/card'
import { findCustomRole } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { language } from '@/lib/request/language'
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
  const { words } = await language()
  const { change, form } = words.roles
  return (
    <>
      <PageTitle page={change.page} title={role.name} lead={change.lead} />
      <div className="max-w-3xl">
        <Card title={form.card}>
          <RoleForm
            role={role}
            choices={grantablePermissions(actor, words.permissions)}
            words={form}
            question={words.administration.question}
          />
        </Card>
      </div>
    </>
  )
}
