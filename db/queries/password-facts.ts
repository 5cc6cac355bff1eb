/** What is known of a password without its hash. */
import { eq, sql } from 'drizzle-orm'
import { read, readPrepared } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { passwords } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

/** When the user chose their password, and how strong it is; null for a user without one. */
export async function findPasswordFacts(
  userId: UserId,
): Promise<{ changedAt: Date; strength: number | null } | null> {
  const [row] = await readPrepared('findPasswordFacts', prepareFacts, (query) =>
    query.execute({ userId }),
  )
  return row ?? null
}

function prepareFacts(db: Reader) {
  const { changedAt, strength } = passwords
  return db
    .select({ changedAt, strength })
    .from(passwords)
    .where(eq(passwords.userId, sql.placeholder('userId')))
    .prepare('find_password_facts')
}

/** Null without a password. */
export async function findPasswordChangedAt(userId: UserId): Promise<Date | null> {
  const [row] = await read((db) =>
    db
      .select({ changedAt: passwords.changedAt })
      .from(passwords)
      .where(eq(passwords.userId, userId)),
  )
  return row?.changedAt ?? null
}
