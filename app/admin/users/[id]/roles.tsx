import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { isolated } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { listRoles } from '@/lib/permissions/custom-roles'
import { outranks } from '@/lib/permissions/operator'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { fill } from '@/lib/words/text'
import { UserLink } from '@/app/admin/_ui/user-link'
import { PermissionList } from '../../_ui/permission-list'
import { roleOptions } from '../../roles/describe'
import { revokeRoleAction } from './actions'
import { GrantForm } from './grant-form'

interface Props {
  user: UserProfile
  actor: Actor
}

/** A user's roles and permissions, and the forms that grant and take away roles. */
export async function Roles({ user, actor }: Props) {
  const reader = await language()
  const words = reader.words.users.roles
  const mayGrant = user.within && actor.permissions.has('roles:grant')
  return (
    <Card title={words.title} lead={user.roles.length === 0 ? words.none : undefined}>
      {user.roles.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {user.roles.map(({ name, grantedAt, grantedBy, grantedByEmail }) => (
            <li key={name} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <span className="min-w-0">
                <Name className="block font-medium">{name}</Name>
                <span className="text-sm text-soft">
                  <Sentence
                    text={words.given}
                    parts={{
                      when: <When at={grantedAt} reader={reader} />,
                      who: <UserLink whom={{ id: grantedBy, email: grantedByEmail }} mayOpen />,
                    }}
                  />
                </span>
              </span>
              {mayGrant && (
                <ConfirmedAct
                  id={`revoke-${name}`}
                  label={words.remove.label}
                  name={fill(words.remove.name, { role: name })}
                  title={fill(words.remove.question, { role: name })}
                  text={fill(words.remove.details, { user: isolated(user.email) })}
                  yes={words.remove.yes}
                  action={revokeRoleAction}
                  fields={{ user: user.id, role: name }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {user.permissions.length > 0 && (
        <PermissionList summary={words.permissions} permissions={user.permissions} />
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
  const { words } = await language()
  return (
    <div className="mt-5 border-t border-line pt-5">
      <GrantForm
        user={user.id}
        roles={roleOptions(grantable, words.roles)}
        words={words.users.grant.form}
        question={words.administration.question}
      />
    </div>
  )
}
