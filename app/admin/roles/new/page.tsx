import { Card } from '@/app/_ui/card'
import { language } from '@/lib/request/language'
import { requirePermission } from '@/lib/request/permission'
import { PageTitle } from '../../_ui/page-title'
import { grantablePermissions } from '../choices'
import { RoleForm } from '../role-form'

export default async function NewRolePage() {
  const actor = await requirePermission('roles:write')
  const { words } = await language()
  const { create, form } = words.roles
  return (
    <>
      <PageTitle title={create.title} lead={create.lead} />
      <div className="max-w-3xl">
        <Card title={form.card}>
          <RoleForm
            choices={grantablePermissions(actor, words.permissions)}
            words={form}
            question={words.administration.question}
          />
        </Card>
      </div>
    </>
  )
}
