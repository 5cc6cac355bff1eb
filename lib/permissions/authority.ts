/** What a user may do, by the roles they hold. */
import { findGrantedRoles, type GrantedRole } from '@/db/queries/role-grants'
import { isPermission, type Permission } from './permissions'
import { isRoleName, ROLES } from './roles'

export interface Authority {
  /** Names of roles, sorted. */
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<Permission>
}

export async function authorityOf(userId: string): Promise<Authority> {
  return authorityBy(await findGrantedRoles(userId))
}

/** A role of the product allows what its table says, whatever lies in the database by its name. */
export function authorityBy(granted: readonly GrantedRole[]): Authority {
  return {
    roles: granted.map(({ role }) => role).sort(),
    permissions: new Set(granted.flatMap(permissionsOf)),
  }
}

function permissionsOf({ role, permissions }: GrantedRole): readonly Permission[] {
  return isRoleName(role) ? ROLES[role].permissions : parsePermissions(permissions)
}

/** Those of a stored role; what this version does not know allows nothing. */
export function parsePermissions(stored: string | null): Permission[] {
  const value: unknown = stored === null ? [] : JSON.parse(stored)
  return Array.isArray(value) ? value.filter(isPermission) : []
}
