/** Queries of who holds which role. */
import { eq } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { roleGrants, roles } from '@/db/tables'

export type RoleGrantRecord = typeof roleGrants.$inferSelect

/** A role that somebody holds; `permissions` as JSON where it is one of the database. */
export interface GrantedRole {
  role: string
  permissions: string | null
}

export async function findGrantedRoles(userId: string): Promise<GrantedRole[]> {
  return read((db) =>
    db
      .select({ role: roleGrants.role, permissions: roles.permissions })
      .from(roleGrants)
      .leftJoin(roles, eq(roles.name, roleGrants.role))
      .where(eq(roleGrants.userId, userId)),
  )
}

/** Gives a role to a user who may hold it already. @returns false when they do. */
export async function insertRoleGrant(grant: RoleGrantRecord): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(roleGrants)
      .values(grant)
      .onConflictDoNothing({ target: [roleGrants.userId, roleGrants.role] })
      .returning({ id: roleGrants.id }),
  )
  return rows.length > 0
}
