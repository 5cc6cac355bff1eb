/** Queries for role grants. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { roleGrants, roles } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type RoleGrantRecord = typeof roleGrants.$inferSelect

/** A role that a user holds; `permissions` is JSON for a custom role, null for a built-in one. */
export interface GrantedRole {
  role: string
  permissions: string | null
}

export async function findGrantedRoles(userId: UserId): Promise<GrantedRole[]> {
  return read((db) =>
    db
      .select({ role: roleGrants.role, permissions: roles.permissions })
      .from(roleGrants)
      .leftJoin(roles, eq(roles.name, roleGrants.role))
      .where(eq(roleGrants.userId, userId)),
  )
}

/** Every grant of a user, by role name. */
export async function listRoleGrantsOf(userId: UserId): Promise<RoleGrantRecord[]> {
  return read((db) =>
    db.select().from(roleGrants).where(eq(roleGrants.userId, userId)).orderBy(asc(roleGrants.role)),
  )
}

/** Which of these users hold which roles. */
export async function listRolesOf(
  userIds: readonly UserId[],
): Promise<{ userId: UserId; role: string }[]> {
  if (userIds.length === 0) return []
  return read((db) =>
    db
      .select({ userId: roleGrants.userId, role: roleGrants.role })
      .from(roleGrants)
      .where(inArray(roleGrants.userId, [...userIds]))
      .orderBy(asc(roleGrants.role)),
  )
}

/** Gives a role to a user. @returns false when they hold it already. */
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

/** @returns false when the user does not hold the role. */
export async function deleteRoleGrant(userId: UserId, role: string): Promise<boolean> {
  const rows = await write((db) =>
    db
      .delete(roleGrants)
      .where(and(eq(roleGrants.userId, userId), eq(roleGrants.role, role)))
      .returning({ id: roleGrants.id }),
  )
  return rows.length > 0
}

/** Takes a role from at most `most` holders. @returns from how many. */
export function deleteGrantsOfRole(role: string, most: number): Promise<number> {
  return deleteSome(roleGrants, roleGrants.id, eq(roleGrants.role, role), most)
}

/** How many users hold a role, counted up to `most`. */
export async function countHolders(role: string, most: number): Promise<number> {
  const rows = await read((db) =>
    db
      .select({ userId: roleGrants.userId })
      .from(roleGrants)
      .where(eq(roleGrants.role, role))
      .limit(most),
  )
  return rows.length
}

export async function isRoleHeld(role: string): Promise<boolean> {
  return (await countHolders(role, 1)) > 0
}
