/** Reads the profile of a user for administrators. */
import { listUserNames } from '@/db/queries/audit-list'
import { listRoleGrantsOf } from '@/db/queries/role-grants'
import { findPasswordChangedAt } from '@/db/queries/password-facts'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import { authorityOf } from '@/lib/permissions/authority'
import { assertMay, outranks, type Operator } from '@/lib/permissions/operator'
import type { Permission } from '@/lib/permissions/permissions'
import { isUserId, type ActorId, type UserId } from '@/lib/base/ids'
import { parseEmail } from './email'

interface HeldRole {
  name: string
  grantedAt: Date
  /** A user's id, `command-line` or `system`. */
  grantedBy: ActorId
  /** Null for a deleted user, the command line and the system. */
  grantedByEmail: string | null
}

export interface UserProfile {
  id: UserId
  email: string
  name: string
  createdAt: Date
  disabledAt: Date | null
  /** When the account is deleted, as its user asked; null without such a wish. */
  deletionDueAt: Date | null
  /** Null for a user who has not chosen a password yet. */
  passwordChangedAt: Date | null
  roles: readonly HeldRole[]
  permissions: readonly Permission[]
  /** True when the actor may act on this user: another user without further permissions. */
  within: boolean
}

/** The user with this id or email address, or null. @throws NotAllowed */
export async function findUser(actor: Operator, idOrEmail: string): Promise<UserProfile | null> {
  assertMay(actor, 'users:read')
  const user = await findRow(idOrEmail.trim())
  if (!user) return null
  const [grants, authority, passwordChangedAt] = await Promise.all([
    listRoleGrantsOf(user.id),
    authorityOf(user.id),
    findPasswordChangedAt(user.id),
  ])
  const grantors = await listUserNames(grants.map(({ grantedBy }) => grantedBy))
  const emails = new Map<ActorId, string>(grantors.map(({ id, email }) => [id, email]))
  const permissions = [...authority.permissions].sort()
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    createdAt: user.createdAt,
    disabledAt: user.disabledAt,
    deletionDueAt: user.deletionDueAt,
    passwordChangedAt,
    roles: grants.map(({ role: name, grantedAt, grantedBy }) => ({
      name,
      grantedAt,
      grantedBy,
      grantedByEmail: emails.get(grantedBy) ?? null,
    })),
    permissions,
    within: user.id !== actor.userId && outranks(actor, permissions),
  }
}

async function findRow(text: string): Promise<UserRecord | null> {
  const email = text.includes('@') ? parseEmail(text) : null
  return email ? findUserRowByEmail(email.key) : isUserId(text) ? findUserRow(text) : null
}
