/** Queries for the offer to make a passkey. */
import { and, eq, isNull, notExists, sql } from 'drizzle-orm'
import { readPrepared, write } from '@/db/connection'
import type { Reader } from '@/db/drivers/driver'
import { passkeys, users } from '@/db/tables'
import type { UserId } from '@/lib/base/ids'

/** Whether the user has no passkey, and has not dismissed the offer. */
export async function isPasskeyOfferOpen(userId: UserId): Promise<boolean> {
  const rows = await readPrepared('isPasskeyOfferOpen', prepareOffer, (query) =>
    query.execute({ userId }),
  )
  return rows.length > 0
}

function prepareOffer(db: Reader) {
  const ofUser = db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, users.id))
  return db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.id, sql.placeholder('userId')),
        isNull(users.passkeyOfferDismissedAt),
        notExists(ofUser),
      ),
    )
    .prepare('is_passkey_offer_open')
}

export async function markPasskeyOfferDismissed(userId: UserId, now: Date): Promise<void> {
  await write((db) =>
    db.update(users).set({ passkeyOfferDismissedAt: now }).where(eq(users.id, userId)),
  )
}
