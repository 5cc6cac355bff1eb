/** Mails that wait to be sent, and what became of them. */
import { isNotNull } from 'drizzle-orm'
import type { MailId } from '@/lib/base/ids'
import type { Dialect } from './dialects'
import type { DataKeys } from './installation'
import type { Owner } from './users'

/** A mail is written in the transaction of its act and sent after it. */
export const mailsTable = (
  { defineTable, text, integer, moment, index }: Dialect,
  owner: Owner,
  dataKeys: DataKeys,
) =>
  defineTable(
    'mails',
    {
      /** The local part of its `Message-ID` (RFC 5322 §3.6.4), so that each try sends the same. */
      id: text('id').$type<MailId>().primaryKey(),
      /** The user whom it is about; null for an address without an account. */
      userId: owner(),
      kind: text('kind').notNull(),
      locale: text('locale').notNull(),
      /** Address and contents as a compact JWE under a data key; null once it is sent or given up. */
      sealed: text('sealed'),
      keyId: integer('key_id').references(() => dataKeys.id),
      createdAt: moment('created_at').notNull(),
      /** Null once nothing is to be tried any more. */
      nextTryAt: moment('next_try_at'),
      tries: integer('tries').notNull().default(0),
      /** Until then one process alone tries to send it. */
      leasedUntil: moment('leased_until'),
      /** Later it says nothing that is still true, and is not sent. */
      expiresAt: moment('expires_at').notNull(),
      sentAt: moment('sent_at'),
      failedAt: moment('failed_at'),
      /** What the mail server answered to the last try. */
      lastError: text('last_error'),
    },
    (table) => [
      index('mails_next_try_at').on(table.nextTryAt).where(isNotNull(table.nextTryAt)),
      index('mails_user_id').on(table.userId, table.createdAt),
      index('mails_failed_at').on(table.failedAt, table.id),
      index('mails_created_at').on(table.createdAt),
    ],
  )
