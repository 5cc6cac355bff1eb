import { Card } from '@/app/_ui/card'
import { When } from '@/app/_ui/when'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { PermissionList } from '../../_ui/permission-list'
import { ConfirmedAct } from '../../_ui/confirmed-act'
import { revokeRoleAction } from './actions'
import { GrantForm } from './grant-form'

interface Props {
  user: UserProfile
  actor: Actor
}

/** The roles a user holds, what these allow, and the giving and taking of them. */
export async function Roles({ user, actor }: Props) {
  const mayGrant = user.within && actor.permissions.has('roles:grant')
  return (
    <Card title="Roles" lead={user.roles.length === 0 ? 'None: an ordinary account.' : undefined}>
      {user.roles.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {user.roles.map(({ name, grantedAt }) => (
            <li key={name} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <span>
                <span className="block font-medium">{name}</span>
                <span className="text-sm text-soft">
                  Given <When at={grantedAt} />
                </span>
              </span>
              {mayGrant && (
                <ConfirmedAct
                  id={`revoke-${name}`}
                  label="Take away"
                  name={`Take the role ${name} away`}
                  title={`Take the role ${name} away?`}
                  text={`${user.email} loses what it allows at their next request.`}
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
  const free = all.filter(
    ({ name, permissions }) => !held.includes(name) && outranks(actor, permissions),
  )
  if (free.length === 0) return null
  return (
    <div className="mt-5 border-t border-line pt-5">
      <GrantForm
        user={user.id}
        roles={free.map(({ name, description }) => ({ name, description }))}
      />
    </div>
  )
}
