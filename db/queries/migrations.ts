/** Whether the database has the schema that this version expects. */
import { sql } from 'drizzle-orm'
import { read } from '@/db/connection'
import postgres from '@/db/migrations/postgres/meta/_journal.json'
import sqlite from '@/db/migrations/sqlite/meta/_journal.json'
import { env } from '@/lib/base/env'

/** True when the newest migration that this version knows has been applied; newer ones only add. */
export async function isMigrated(): Promise<boolean> {
  const { entries } = env().databaseKind === 'postgres' ? postgres : sqlite
  const newest = Math.max(...entries.map(({ when }) => when))
  // The table is drizzle's own; our schemas do not define it.
  const [row] = await read((db) =>
    db
      .select({ applied: sql<number | string | null>`max(created_at)` })
      .from(sql`__drizzle_migrations`),
  )
  return Number(row?.applied ?? 0) >= newest
}
