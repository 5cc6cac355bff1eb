import { Card } from '@/app/_ui/card'
import { When } from '@/app/_ui/when'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { PERMISSIONS } from '@/lib/permissions/permissions'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { ActForm } from '../../_ui/act-form'
import { ConfirmedAct } from '../../_ui/confirmed-act'
import { grantRoleAction, revokeRoleAction } from './actions'

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
      {user.permissions.length > 0 && <Allowed permissions={user.permissions} />}
      {mayGrant && actor.permissions.has('roles:read') && <Grant user={user} actor={actor} />}
    </Card>
  )
}

function Allowed({ permissions }: Pick<UserProfile, 'permissions'>) {
  return (
    <details className="mt-3 text-sm">
      <summary className="inline-flex min-h-6 items-center text-soft underline underline-offset-4 hover:text-ink">
        What they may do
      </summary>
      <ul className="mt-2 list-disc pl-5">
        {permissions.map((permission) => (
          <li key={permission}>{PERMISSIONS[permission]}</li>
        ))}
      </ul>
    </details>
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
      <ActForm action={grantRoleAction} fields={{ user: user.id }} label="Give this role">
        <label htmlFor="role" className="font-medium">
          Give a role
        </label>
        <select
          id="role"
          name="role"
          className="min-h-12 w-full rounded-lg border border-edge bg-surface px-3 text-base"
        >
          {free.map(({ name, description }) => (
            <option key={name} value={name}>
              {description ? `${name}: ${description}` : name}
            </option>
          ))}
        </select>
      </ActForm>
    </div>
  )
}
