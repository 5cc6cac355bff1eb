/** Queries for links that work once. */
import { and, eq, exists, gt, gte, inArray, lt, notInArray, type SQL } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { oneTimeTokens, roleGrants } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import { deleteSome } from './delete-some'

export type OneTimeTokenRecord = typeof oneTimeTokens.$inferSelect
export type OneTimePurpose = OneTimeTokenRecord['purpose']

export async function insertOneTimeToken(token: typeof oneTimeTokens.$inferInsert): Promise<void> {
  await write((db) => db.insert(oneTimeTokens).values(token))
}

/** Null when there is none, or it has expired. */
export async function findOneTimeToken(
  hash: string,
  purpose: OneTimePurpose | readonly OneTimePurpose[],
  now: Date,
): Promise<OneTimeTokenRecord | null> {
  const [row] = await read((db) =>
    db
      .select()
      .from(oneTimeTokens)
      .where(isUsable(hash, purpose, now)),
  )
  return row ?? null
}

/** Uses the token up. @returns false when another request did so first, or it has expired. */
export async function takeOneTimeToken(
  hash: string,
  purpose: OneTimePurpose,
  now: Date,
): Promise<boolean> {
  const rows = await write((db) =>
    db
      .delete(oneTimeTokens)
      .where(isUsable(hash, purpose, now))
      .returning({ hash: oneTimeTokens.hash }),
  )
  return rows.length > 0
}

function isUsable(
  hash: string,
  purpose: OneTimePurpose | readonly OneTimePurpose[],
  now: Date,
): SQL | undefined {
  return and(
    eq(oneTimeTokens.hash, hash),
    inArray(oneTimeTokens.purpose, [purpose].flat()),
    gt(oneTimeTokens.expiresAt, now),
  )
}

/** They only take access away from a thief, who must not be able to void them. */
const LASTING: readonly OneTimePurpose[] = ['undo-address', 'not-me']

/** Voids every link that gives its user something. */
export async function deleteOneTimeTokensOf(userId: UserId): Promise<void> {
  await write((db) =>
    db
      .delete(oneTimeTokens)
      .where(
        and(eq(oneTimeTokens.userId, userId), notInArray(oneTimeTokens.purpose, [...LASTING])),
      ),
  )
}

/** Voids every link of the user that was made since `point`, whatever it is for. */
export async function deleteOneTimeTokensSince(userId: UserId, point: Date): Promise<void> {
  await write((db) =>
    db
      .delete(oneTimeTokens)
      .where(and(eq(oneTimeTokens.userId, userId), gte(oneTimeTokens.createdAt, point))),
  )
}

export async function deleteOneTimeTokensFor(
  userId: UserId,
  purpose: OneTimePurpose,
): Promise<void> {
  await write((db) =>
    db
      .delete(oneTimeTokens)
      .where(and(eq(oneTimeTokens.userId, userId), eq(oneTimeTokens.purpose, purpose))),
  )
}

/** Whether the token still works, or would but for its age. */
export async function hasOneTimeToken(hash: string): Promise<boolean> {
  const rows = await read((db) =>
    db.select({ hash: oneTimeTokens.hash }).from(oneTimeTokens).where(eq(oneTimeTokens.hash, hash)),
  )
  return rows.length > 0
}

/** Checks each link, of which there are few, not each holder. */
export async function deleteOneTimeTokensOfHolders(role: string): Promise<void> {
  await write((db) => {
    const held = db
      .select({ id: roleGrants.id })
      .from(roleGrants)
      .where(and(eq(roleGrants.userId, oneTimeTokens.userId), eq(roleGrants.role, role)))
    return db.delete(oneTimeTokens).where(exists(held))
  })
}

/** There are few: they live a day, and each start of an instance creates one. */
export async function deleteSetupTokens(): Promise<void> {
  await write((db) => db.delete(oneTimeTokens).where(eq(oneTimeTokens.purpose, 'setup')))
}

export function deleteOneTimeTokensExpiredBefore(point: Date, most: number): Promise<number> {
  return deleteSome(oneTimeTokens, oneTimeTokens.hash, lt(oneTimeTokens.expiresAt, point), most)
}
