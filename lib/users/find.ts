/** Who a user is, for those who look after them. */
import { listUserNames } from '@/db/queries/audit-list'
import { listRoleGrantsOf } from '@/db/queries/role-grants'
import {
  findPasswordChangedAt,
  findUserRow,
  findUserRowByEmail,
  type UserRecord,
} from '@/db/queries/users'
import { authorityOf } from '@/lib/permissions/authority'
import { assertMay, outranks, type Operator } from '@/lib/permissions/operator'
import type { Permission } from '@/lib/permissions/permissions'
import { parseEmail } from './email'

export interface HeldRole {
  name: string
  grantedAt: Date
  /** A user's id, `command-line` or `system`. */
  grantedBy: string
  /** The address of that user, while there is one. */
  grantedByEmail: string | null
}

export interface UserProfile {
  id: string
  email: string
  name: string
  createdAt: Date
  disabledAt: Date | null
  /** Null for somebody who has not chosen one yet. */
  passwordChangedAt: Date | null
  roles: readonly HeldRole[]
  permissions: readonly Permission[]
  /** They may do nothing that the operator may not, and are somebody else: the operator may act. */
  within: boolean
}

/** The user with this id or address, or null. @throws NotAllowed */
export async function findUser(
  operator: Operator,
  idOrAddress: string,
): Promise<UserProfile | null> {
  assertMay(operator, 'users:read')
  const user = await findRow(idOrAddress.trim())
  if (!user) return null
  const [grants, authority, passwordChangedAt] = await Promise.all([
    listRoleGrantsOf(user.id),
    authorityOf(user.id),
    findPasswordChangedAt(user.id),
  ])
  const grantors = await listUserNames(grants.map(({ grantedBy }) => grantedBy))
  const emails = new Map(grantors.map(({ id, email }) => [id, email]))
  const permissions = [...authority.permissions].sort()
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    createdAt: user.createdAt,
    disabledAt: user.disabledAt,
    passwordChangedAt,
    roles: grants.map(({ role: name, grantedAt, grantedBy }) => ({
      name,
      grantedAt,
      grantedBy,
      grantedByEmail: emails.get(grantedBy) ?? null,
    })),
    permissions,
    within: user.id !== operator.userId && outranks(operator, permissions),
  }
}

async function findRow(text: string): Promise<UserRecord | null> {
  const email = text.includes('@') ? parseEmail(text) : null
  return email ? findUserRowByEmail(email.key) : findUserRow(text)
}
