/** Users, how they are found, and what they may do. */
import type { ActorId, DeviceId, GrantId, UserId } from '@/lib/base/ids'
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
      /** When the user showed that mail to this address reaches them. */
      emailVerifiedAt: moment('email_verified_at'),
      /** The kinds of notices that the user does not want by mail, as a JSON array. */
      mutedNotices: text('muted_notices'),
      /** When the user dismissed the offer of a passkey. */
      passkeyOfferDismissedAt: moment('passkey_offer_dismissed_at'),
      /** Counts how often all sessions of the user were ended at once. */
      version: integer('version').notNull().default(0),
      /** When that last happened. */
      sessionsEndedAt: moment('sessions_ended_at'),
      disabledAt: moment('disabled_at'),
      /** When the account is deleted, as its user asked; a log-in before takes it back. */
      deletionDueAt: moment('deletion_due_at'),
      /** Since when they know that they need a second factor; null for a user of whom none is missing. */
      secondFactorAskedAt: moment('second_factor_asked_at'),
      createdAt: moment('created_at').notNull(),
    },
    (table) => [
      uniqueIndex('users_email_key').on(table.emailKey),
      index('users_created_at').on(table.createdAt, table.id),
      index('users_deletion_due_at').on(table.deletionDueAt),
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
export const passwordsTable = (
  { defineTable, text, integer, moment, index }: Dialect,
  owner: Owner,
) =>
  defineTable(
    'passwords',
    {
      userId: owner().primaryKey(),
      hash: text('hash').notNull(),
      changedAt: moment('changed_at').notNull(),
      /** How hard it is to guess, from 0 to 4 as zxcvbn counts; null where it was not judged. */
      strength: integer('strength'),
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

/** What a link that works once is for. */
const LINK_PURPOSES = [
  'setup',
  'password-reset',
  'verify-address',
  'change-address',
  'undo-address',
  'not-me',
  'let-in',
] as const

/** Links that work once. */
export const oneTimeTokensTable = (
  { defineTable, text, integer, moment, index }: Dialect,
  owner: Owner,
) =>
  defineTable(
    'one_time_tokens',
    {
      /** SHA-256 of the token, so that the database alone opens nothing. */
      hash: text('hash').primaryKey(),
      purpose: text('purpose', { enum: LINK_PURPOSES }).notNull(),
      /** The user whom it is for; null for the first administrator. */
      userId: owner(),
      /** The user's version when it was made: it is void once that has moved. */
      version: integer('version'),
      /** What it does in particular, such as the new address, as JSON. */
      details: text('details'),
      createdAt: moment('created_at').notNull(),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [
      index('one_time_tokens_user_id').on(table.userId),
      index('one_time_tokens_expires_at').on(table.expiresAt),
    ],
  )

/** Addresses that users had before: for a while nobody else may take them. */
export const formerAddressesTable = ({ defineTable, text, moment, index }: Dialect, owner: Owner) =>
  defineTable(
    'former_addresses',
    {
      id: text('id').primaryKey(),
      userId: owner().notNull(),
      email: text('email').notNull(),
      emailKey: text('email_key').notNull(),
      /** When the user changed to another one. */
      leftAt: moment('left_at').notNull(),
    },
    (table) => [
      index('former_addresses_email_key').on(table.emailKey, table.leftAt),
      index('former_addresses_user_id').on(table.userId),
      index('former_addresses_left_at').on(table.leftAt),
    ],
  )

/** Browsers in which a user has logged in. They have attempts of their own, and open nothing. */
export const knownDevicesTable = (
  { defineTable, text, integer, moment, index, uniqueIndex }: Dialect,
  owner: Owner,
) =>
  defineTable(
    'known_devices',
    {
      id: text('id').$type<DeviceId>().primaryKey(),
      userId: owner().notNull(),
      /** SHA-256 of the browser's cookie, which is the same for all of its users. */
      secretHash: text('secret_hash').notNull(),
      /** `mail` until the first log-in there. */
      grantedBy: text('granted_by', { enum: ['log-in', 'mail'] }).notNull(),
      browser: text('browser').notNull(),
      system: text('system').notNull(),
      network: text('network').notNull(),
      firstSeenAt: moment('first_seen_at').notNull(),
      lastUsedAt: moment('last_used_at').notNull(),
      /** Until then a log-in here needs no second factor, while the user has this version. */
      trustedUntil: moment('trusted_until'),
      trustedVersion: integer('trusted_version'),
    },
    (table) => [
      uniqueIndex('known_devices_secret').on(table.secretHash, table.userId),
      index('known_devices_user_id').on(table.userId, table.lastUsedAt),
      index('known_devices_last_used_at').on(table.lastUsedAt),
    ],
  )
