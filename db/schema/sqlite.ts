/** The tables as SQLite keeps them. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A point in time, in milliseconds since 1970. */
const moment = (name: string) => integer(name, { mode: 'timestamp_ms' })
const flag = (name: string) => integer(name, { mode: 'boolean' })

/** One row: what concerns the installation as a whole. */
export const installation = sqliteTable('installation', {
  id: integer('id').primaryKey(),
  /** Rises when a backup is restored; a session of an older epoch is ended. */
  epoch: integer('epoch').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** Random keys that never leave the server, each encrypted under a key derived from `AUTH_SECRET`. */
export const dataKeys = sqliteTable('data_keys', {
  id: integer('id').primaryKey(),
  purpose: text('purpose', { enum: ['check', 'pepper', 'refresh'] }).notNull(),
  /** A compact JWE (RFC 7516). */
  wrapped: text('wrapped').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** The key ring that signs access tokens. */
export const signingKeys = sqliteTable('signing_keys', {
  /** The RFC 7638 thumbprint of the public key: the `kid` of every token it signed. */
  id: text('id').primaryKey(),
  algorithm: text('algorithm').notNull(),
  /** A public JWK (RFC 7517) as JSON. */
  publicJwk: text('public_jwk').notNull(),
  /** The private JWK as a compact JWE. */
  wrapped: text('wrapped').notNull(),
  status: text('status', { enum: ['active', 'retiring', 'burned'] }).notNull(),
  createdAt: moment('created_at').notNull(),
})

export const users = sqliteTable(
  'users',
  {
    id: text('id').primaryKey(),
    /** As it was typed: where mail goes. */
    email: text('email').notNull(),
    /** The normal form that makes an address belong to one account. */
    emailKey: text('email_key').notNull(),
    name: text('name').notNull(),
    /** Counts how often everything of this user was ended at once. */
    version: integer('version').notNull().default(0),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('users_email_key').on(table.emailKey)],
)

/** Apart from `users`, so that no careless `select` of a user carries the hash along. */
export const passwords = sqliteTable('passwords', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  hash: text('hash').notNull(),
  changedAt: moment('changed_at').notNull(),
})

/** One row for each sign-in on one device. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['web', 'device'] }).notNull(),
    /** Stay signed in: cookies outlive the browser, and the longer idle limit holds. */
    persistent: flag('persistent').notNull(),
    /** The user's version and the installation's epoch when the session began. */
    version: integer('version').notNull(),
    epoch: integer('epoch').notNull(),
    authTime: moment('auth_time').notNull(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),

    /** Counts the refreshes. A refresh token is a function of the next four columns alone. */
    generation: integer('generation').notNull(),
    rotatedAt: moment('rotated_at').notNull(),
    idleExpiresAt: moment('idle_expires_at').notNull(),
    refreshKeyId: integer('refresh_key_id')
      .notNull()
      .references(() => dataKeys.id),
    /** The newest generation that an honest client has been seen to hold; -1 before the first. */
    confirmedGeneration: integer('confirmed_generation').notNull(),

    /** Who asked for the newest generation. */
    rotatedNetwork: text('rotated_network').notNull().default('unknown'),
    rotatedBrowser: text('rotated_browser').notNull().default('Unknown'),
    rotatedSystem: text('rotated_system').notNull().default('Unknown'),

    /** Where the password was given. */
    createdNetwork: text('created_network').notNull().default('unknown'),
    /** Who used the session last, as of `lastSeenAt`. */
    network: text('network').notNull(),
    browser: text('browser').notNull(),
    system: text('system').notNull(),
    device: text('device', { enum: ['desktop', 'phone', 'tablet', 'unknown'] }).notNull(),
    /** When it last looked as if somebody else used the session too. */
    suspectedAt: moment('suspected_at'),

    /** The absolute limit. */
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    endReason: text('end_reason', { enum: ['logged-out', 'replaced', 'reuse'] }),
  },
  (table) => [
    index('sessions_user_id').on(table.userId, table.lastSeenAt),
    index('sessions_created_network').on(table.userId, table.createdNetwork),
    index('sessions_expires_at').on(table.expiresAt),
  ],
)

/**
 * Tokens that must be refused although their signature is good.
 *
 * A row may be deleted a day after `expiresAt`: from then on the token fails on its own, also
 * where a clock is wrong.
 */
export const revokedTokens = sqliteTable(
  'revoked_tokens',
  {
    /** The token's `jti` claim (RFC 7519 §4.1.7). */
    id: text('id').primaryKey(),
    /** No foreign key: the row must outlive a deleted user. */
    userId: text('user_id').notNull(),
    revokedAt: moment('revoked_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('revoked_tokens_expires_at').on(table.expiresAt)],
)

/** A session that two seem to have used: both sides, and what its owner said of it. */
export const incidents = sqliteTable(
  'incidents',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** No foreign key: the incident outlives the session. */
    sessionId: text('session_id').notNull(),
    kind: text('kind', { enum: ['reuse', 'predecessor', 'two-places'] }).notNull(),
    /** Who was known to hold the session, and when they were last seen. */
    knownAt: moment('known_at').notNull(),
    knownNetwork: text('known_network').notNull(),
    knownBrowser: text('known_browser').notNull(),
    knownSystem: text('known_system').notNull(),
    /** Who came beside them. */
    cameAt: moment('came_at').notNull(),
    cameNetwork: text('came_network').notNull(),
    cameBrowser: text('came_browser').notNull(),
    cameSystem: text('came_system').notNull(),
    answeredAt: moment('answered_at'),
    /** The session in which somebody said "This was me". */
    answeredIn: text('answered_in'),
  },
  (table) => [index('incidents_user_id').on(table.userId, table.cameAt)],
)

/**
 * Whose sessions were ended, for the other processes on this file to hear of. Rows live minutes.
 */
export const endings = sqliteTable(
  'endings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('endings_at').on(table.at)],
)

/** What happened, append only. No foreign keys: history outlives what it tells of. */
export const securityEvents = sqliteTable(
  'security_events',
  {
    id: text('id').primaryKey(),
    type: text('type').notNull(),
    at: moment('at').notNull(),
    userId: text('user_id'),
    sessionId: text('session_id'),
    network: text('network'),
    browser: text('browser'),
    system: text('system'),
    /** What else there is to say, as JSON. Never a secret. */
    details: text('details'),
  },
  (table) => [index('security_events_user_id').on(table.userId, table.at)],
)

/** Counters of tries. The columns are those of rate-limiter-flexible, which writes this table. */
export const rateLimits = sqliteTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull(),
    expire: moment('expire'),
  },
  (table) => [index('rate_limits_expire').on(table.expire)],
)
