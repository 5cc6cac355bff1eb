import { Card } from '@/app/_ui/card'
import { requirePermission } from '@/lib/request/permission'
import { PageTitle } from '../../_ui/page-title'
import { grantablePermissions } from '../choices'
import { RoleForm } from '../role-form'

export default async function NewRolePage() {
  const actor = await requirePermission('roles:write')
  return (
    <>
      <PageTitle title="New role" lead="It may allow no more than you may do yourself." />
      <div className="max-w-3xl">
        <Card title="The role">
          <RoleForm choices={grantablePermissions(actor)} />
        </Card>
      </div>
    </>
  )
}
