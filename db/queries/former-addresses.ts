/** Queries for addresses that users had before. */
import { and, desc, eq, gt, lt, ne } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { formerAddresses } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export async function insertFormerAddress(
  address: typeof formerAddresses.$inferInsert,
): Promise<void> {
  await write((db) => db.insert(formerAddresses).values(address))
}

/** When the user left this address last; null if it is not a former one. */
export async function findLeftAt(userId: UserId, emailKey: string): Promise<Date | null> {
  const [row] = await read((db) =>
    db
      .select({ leftAt: formerAddresses.leftAt })
      .from(formerAddresses)
      .where(and(eq(formerAddresses.emailKey, emailKey), eq(formerAddresses.userId, userId)))
      .orderBy(desc(formerAddresses.leftAt))
      .limit(1),
  )
  return row?.leftAt ?? null
}

/** Whether another user had the address until later than `point`. @param userId null for a new user */
export async function wasAddressOfAnother(
  emailKey: string,
  userId: UserId | null,
  point: Date,
): Promise<boolean> {
  const rows = await read((db) =>
    db
      .select({ id: formerAddresses.id })
      .from(formerAddresses)
      .where(
        and(
          eq(formerAddresses.emailKey, emailKey),
          gt(formerAddresses.leftAt, point),
          userId === null ? undefined : ne(formerAddresses.userId, userId),
        ),
      )
      .limit(1),
  )
  return rows.length > 0
}

export function deleteFormerAddressesBefore(point: Date, most: number): Promise<number> {
  return deleteSome(formerAddresses, formerAddresses.id, lt(formerAddresses.leftAt, point), most)
}
