import { Card } from '@/app/_ui/card'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { PageTitle } from '../../_ui/page-title'
import { roleOptions } from '../../roles/describe'
import { NewUserForm } from './form'

export default async function NewUserPage() {
  const actor = await requirePermission('users:create')
  const maySeeRoles = actor.permissions.has('roles:grant') && actor.permissions.has('roles:read')
  const all = maySeeRoles ? await withOutage(() => listRoles(actor)) : []
  const roles = all.filter(({ permissions }) => outranks(actor, permissions))
  const { words } = await language()
  const { create } = words.users
  const { question, link } = words.administration
  return (
    <>
      <PageTitle title={create.title} lead={create.lead} />
      <div className="max-w-xl">
        <Card title={create.card}>
          <NewUserForm
            roles={roleOptions(roles, words.roles)}
            words={{ form: create.form, question, link }}
          />
        </Card>
      </div>
    </>
  )
}
