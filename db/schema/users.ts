/** Users, how they are found, and what they may do. */
import type { ActorId, GrantId, UserId } from '@/lib/base/ids'
import { costOf } from './password-cost'
import type { Dialect } from './dialects'

export const usersTable = ({ defineTable, text, integer, moment, index, uniqueIndex }: Dialect) =>
  defineTable(
    'users',
    {
      id: text('id').$type<UserId>().primaryKey(),
      /** As it was typed; mail goes here. */
      email: text('email').notNull(),
      /** The normal form, which belongs to one account only. */
      emailKey: text('email_key').notNull(),
      name: text('name').notNull(),
      /** The language that the user chose, as a tag (BCP 47). */
      locale: text('locale'),
      /** Counts how often all sessions of the user were ended at once. */
      version: integer('version').notNull().default(0),
      /** When that last happened. */
      sessionsEndedAt: moment('sessions_ended_at'),
      disabledAt: moment('disabled_at'),
      createdAt: moment('created_at').notNull(),
    },
    (table) => [
      uniqueIndex('users_email_key').on(table.emailKey),
      index('users_created_at').on(table.createdAt, table.id),
      index('users_disabled_at').on(table.disabledAt, table.id),
      index('users_sessions_ended_at').on(table.sessionsEndedAt),
    ],
  )

/** Makes the column of the user whom a row belongs to, and is deleted with. */
export const ownerOf =
  ({ text }: Dialect, users: ReturnType<typeof usersTable>) =>
  () =>
    text('user_id')
      .$type<UserId>()
      .references(() => users.id, { onDelete: 'cascade' })

export type Owner = ReturnType<typeof ownerOf>

/** Separate from `users`, so that a careless `select` of a user does not include the hash. */
export const passwordsTable = ({ defineTable, text, moment, index }: Dialect, owner: Owner) =>
  defineTable(
    'passwords',
    {
      userId: owner().primaryKey(),
      hash: text('hash').notNull(),
      changedAt: moment('changed_at').notNull(),
    },
    (table) => [index('passwords_cost').on(costOf(table.hash))],
  )

/** The words that find a user: from name and email address, in normal form. */
export const userTermsTable = ({ defineTable, sortedText, index }: Dialect, owner: Owner) =>
  defineTable(
    'user_terms',
    {
      /** The word and the user's id, as `lovelace usr_…`: equal beginnings are adjacent. */
      id: sortedText('id').primaryKey(),
      userId: owner().notNull(),
    },
    (table) => [index('user_terms_user_id').on(table.userId)],
  )

/** Custom roles, in addition to the built-in ones. */
export const rolesTable = ({ defineTable, text, moment }: Dialect) =>
  defineTable('roles', {
    name: text('name').primaryKey(),
    description: text('description').notNull(),
    /** Names of permissions, as a JSON array. */
    permissions: text('permissions').notNull(),
    createdAt: moment('created_at').notNull(),
  })

/** Who holds which role. */
export const roleGrantsTable = (
  { defineTable, text, moment, index, uniqueIndex }: Dialect,
  owner: Owner,
) =>
  defineTable(
    'role_grants',
    {
      id: text('id').$type<GrantId>().primaryKey(),
      userId: owner().notNull(),
      /** A built-in role, or one of the table above. */
      role: text('role').notNull(),
      grantedAt: moment('granted_at').notNull(),
      /** A user's id, `command-line` or `system`. */
      grantedBy: text('granted_by').$type<ActorId>().notNull(),
    },
    (table) => [
      uniqueIndex('role_grants_user_id').on(table.userId, table.role),
      index('role_grants_role').on(table.role, table.userId),
    ],
  )

/** Links that work once: to create the first administrator, or to choose a new password. */
export const oneTimeTokensTable = ({ defineTable, text, moment, index }: Dialect, owner: Owner) =>
  defineTable(
    'one_time_tokens',
    {
      /** SHA-256 of the token, so that the database alone opens nothing. */
      hash: text('hash').primaryKey(),
      purpose: text('purpose', { enum: ['setup', 'password-reset'] }).notNull(),
      /** The user whose password it sets; null for the first administrator. */
      userId: owner(),
      createdAt: moment('created_at').notNull(),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [
      index('one_time_tokens_user_id').on(table.userId),
      index('one_time_tokens_expires_at').on(table.expiresAt),
    ],
  )
