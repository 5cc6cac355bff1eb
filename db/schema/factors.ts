/** Second factors, and log-ins that wait for one. */
import type { Dialect } from './dialects'
import type { DataKeys } from './installation'
import type { Owner } from './users'

/** The authenticator app of a user, which makes codes (RFC 6238). */
export const authenticatorsTable = (
  { defineTable, text, integer, counter, moment }: Dialect,
  owner: Owner,
  dataKeys: DataKeys,
) =>
  defineTable('authenticators', {
    userId: owner().primaryKey(),
    /** The secret that the app shares, as a compact JWE under a data key. */
    sealed: text('sealed').notNull(),
    keyId: integer('key_id')
      .notNull()
      .references(() => dataKeys.id),
    createdAt: moment('created_at').notNull(),
    /** Null until the app has shown a right code: before that no log-in asks for one. */
    confirmedAt: moment('confirmed_at'),
    /** The time step of the newest code that was used: no code works twice (RFC 6238 §5.2). */
    lastStep: counter('last_step').notNull().default(0),
    lastUsedAt: moment('last_used_at'),
    /** From then on it counts for nothing: an administrator removed it. A code used before undoes that. */
    removalDueAt: moment('removal_due_at'),
  })

/** Codes that stand in for a lost authenticator app, each once. */
export const recoveryCodesTable = (
  { defineTable, text, integer, moment, index }: Dialect,
  owner: Owner,
  dataKeys: DataKeys,
) =>
  defineTable(
    'recovery_codes',
    {
      /** An HMAC under a data key, so that the database alone reveals no code. */
      hash: text('hash').primaryKey(),
      keyId: integer('key_id')
        .notNull()
        .references(() => dataKeys.id),
      userId: owner().notNull(),
      createdAt: moment('created_at').notNull(),
      usedAt: moment('used_at'),
    },
    (table) => [index('recovery_codes_user_id').on(table.userId)],
  )

/** Log-ins with a right password that still need a second factor. They open nothing. */
export const pendingLogInsTable = (
  { defineTable, text, integer, flag, moment, index }: Dialect,
  owner: Owner,
  dataKeys: DataKeys,
) =>
  defineTable(
    'pending_log_ins',
    {
      /** SHA-256 of the token. */
      hash: text('hash').primaryKey(),
      userId: owner().notNull(),
      /** The user's version when it began: it is void once that has moved. */
      version: integer('version').notNull(),
      kind: text('kind', { enum: ['web', 'device'] }).notNull(),
      /** How the user proved who they are so far, as a JSON array. */
      amr: text('amr').notNull(),
      persistent: flag('persistent').notNull(),
      deviceName: text('device_name'),
      audience: text('audience'),
      /** What the log-in showed for the first time, as JSON; see `authn_login_success`. */
      novelty: text('novelty'),
      /**
       * The secret of the app that it must set up, as in `authenticators`; null where a code is asked
       * for. It is the log-in's own: one of the account could be known to a stranger who began earlier.
       */
      sealed: text('sealed'),
      keyId: integer('key_id').references(() => dataKeys.id),
      tries: integer('tries').notNull().default(0),
      createdAt: moment('created_at').notNull(),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [
      index('pending_log_ins_user_id').on(table.userId),
      index('pending_log_ins_expires_at').on(table.expiresAt),
    ],
  )
