/** Queries for custom roles. */
import { asc, eq } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { roles } from '@/db/tables'

export type RoleRecord = typeof roles.$inferSelect

export async function findRole(name: string): Promise<RoleRecord | null> {
  const [row] = await read((db) => db.select().from(roles).where(eq(roles.name, name)))
  return row ?? null
}

/** All custom roles, by name. */
export async function listRoleRows(): Promise<RoleRecord[]> {
  return read((db) => db.select().from(roles).orderBy(asc(roles.name)))
}

/** @returns false when the name is taken; nothing is written then. */
export async function insertRoleRow(role: RoleRecord): Promise<boolean> {
  const rows = await write((db) =>
    db
      .insert(roles)
      .values(role)
      .onConflictDoNothing({ target: roles.name })
      .returning({ name: roles.name }),
  )
  return rows.length > 0
}

export async function updateRoleRow(
  name: string,
  change: Pick<RoleRecord, 'description' | 'permissions'>,
): Promise<void> {
  await write((db) => db.update(roles).set(change).where(eq(roles.name, name)))
}

export async function deleteRoleRow(name: string): Promise<void> {
  await write((db) => db.delete(roles).where(eq(roles.name, name)))
}
