/** Queries for the email addresses of users. */
import { eq } from 'drizzle-orm'
import { write } from '@/db/connection'
import { users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'
import type { UserRecord } from './users'

export async function changeEmail(
  userId: UserId,
  email: Pick<UserRecord, 'email' | 'emailKey' | 'emailVerifiedAt'>,
): Promise<void> {
  await write((db) => db.update(users).set(email).where(eq(users.id, userId)))
}

export async function markEmailVerified(userId: UserId, now: Date): Promise<void> {
  await write((db) => db.update(users).set({ emailVerifiedAt: now }).where(eq(users.id, userId)))
}
