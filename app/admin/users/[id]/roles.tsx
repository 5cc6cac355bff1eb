import { Card } from '@/app/_ui/card'
import { isolated } from '@/app/_ui/isolated'
import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { UserLink } from '@/app/admin/_ui/user-link'
import { PermissionList } from '../../_ui/permission-list'
import { ConfirmedAct } from '../../_ui/confirmed-act'
import { revokeRoleAction } from './actions'
import { GrantForm } from './grant-form'

interface Props {
  user: UserProfile
  actor: Actor
}

/** A user's roles and permissions, and the forms that grant and take away roles. */
export async function Roles({ user, actor }: Props) {
  const mayGrant = user.within && actor.permissions.has('roles:grant')
  return (
    <Card title="Roles" lead={user.roles.length === 0 ? 'None: an ordinary account.' : undefined}>
      {user.roles.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {user.roles.map(({ name, grantedAt, grantedBy, grantedByEmail }) => (
            <li key={name} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <span className="min-w-0">
                <Name className="block font-medium">{name}</Name>
                <span className="text-sm text-soft">
                  Given <When at={grantedAt} /> by{' '}
                  <UserLink whom={{ id: grantedBy, email: grantedByEmail }} mayOpen />
                </span>
              </span>
              {mayGrant && (
                <ConfirmedAct
                  id={`revoke-${name}`}
                  label="Take away"
                  name={`Take the role ${name} away`}
                  title={`Take the role ${name} away?`}
                  text={`${isolated(user.email)} loses what it allows at their next request.`}
                  yes="Take it away"
                  action={revokeRoleAction}
                  fields={{ user: user.id, role: name }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {user.permissions.length > 0 && (
        <PermissionList summary="What they may do" permissions={user.permissions} />
      )}
      {mayGrant && actor.permissions.has('roles:read') && <Grant user={user} actor={actor} />}
    </Card>
  )
}

async function Grant({ user, actor }: Props) {
  const all = await withOutage(() => listRoles(actor))
  const held = user.roles.map(({ name }) => name)
  const grantable = all.filter(
    ({ name, permissions }) => !held.includes(name) && outranks(actor, permissions),
  )
  if (grantable.length === 0) return null
  return (
    <div className="mt-5 border-t border-line pt-5">
      <GrantForm
        user={user.id}
        roles={grantable.map(({ name, description }) => ({ name, description }))}
      />
    </div>
  )
}
