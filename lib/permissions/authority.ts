/** Works out a user's permissions from their roles. */
import { findGrantedRoles, type GrantedRole } from '@/db/queries/role-grants'
import { parseJson } from '@/lib/base/json'
import type { UserId } from '@/lib/base/ids'
import { isPermission, type Permission } from './permissions'
import { isRoleName, ROLES } from './roles'

export interface Authority {
  /** Names of roles, sorted. */
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<Permission>
}

export async function authorityOf(userId: UserId): Promise<Authority> {
  return authorityBy(await findGrantedRoles(userId))
}

/** Built-in roles come from the code, even when a database row has the same name. */
export function authorityBy(granted: readonly GrantedRole[]): Authority {
  return {
    roles: granted.map(({ role }) => role).sort(),
    permissions: new Set(granted.flatMap(permissionsOf)),
  }
}

function permissionsOf({ role, permissions }: GrantedRole): readonly Permission[] {
  return isRoleName(role) ? ROLES[role].permissions : parsePermissions(permissions)
}

/** The permissions of a stored role, without those that this version does not know. */
export function parsePermissions(stored: string | null): Permission[] {
  const value = stored === null ? [] : parseJson(stored)
  return Array.isArray(value) ? value.filter(isPermission) : []
}
