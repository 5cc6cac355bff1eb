/** What happened. */
import { isNull } from 'drizzle-orm'
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { counter, moment } from './columns'

/**
 * What happened, append only. No foreign keys: history outlives what it tells of.
 *
 * An event is written in the transaction of its act and sealed moments later: it then gets its
 * place in the chain, and the hash that covers it and every event before it.
 */
export const securityEvents = sqliteTable(
  'security_events',
  {
    id: text('id').primaryKey(),
    type: text('type').notNull(),
    at: moment('at').notNull(),
    /** Whom it is about. */
    userId: text('user_id'),
    /** Who did it: a user's id, `command-line` or `system`; null for a stranger. */
    actorId: text('actor_id'),
    sessionId: text('session_id'),
    requestId: text('request_id'),
    /** What else there is to say, as JSON. Never a secret, and nothing personal. */
    details: text('details'),

    /** Personal data: erased before the event itself. */
    network: text('network'),
    browser: text('browser'),
    system: text('system'),
    /** More of it, as JSON. */
    personalDetails: text('personal_details'),
    /** Random, and erased with them, so that nobody finds out by guessing what they were. */
    personalSalt: text('personal_salt'),
    /** Over salt and personal data: the chain covers this one, and stays whole when they go. */
    personalHash: text('personal_hash'),

    /** Its place in the chain, from 1 without a gap; null until it is sealed. */
    sequence: counter('sequence'),
    /** Over the hash before it and everything above but the personal data. */
    hash: text('hash'),
  },
  (table) => [
    index('security_events_user_id').on(table.userId, table.at),
    index('security_events_at').on(table.at),
    index('security_events_actor_id').on(table.actorId, table.sequence),
    index('security_events_type').on(table.type, table.sequence),
    uniqueIndex('security_events_sequence').on(table.sequence),
    index('security_events_unsealed').on(table.at, table.id).where(isNull(table.sequence)),
  ],
)

/** The chain up to an event, signed: whoever holds one can tell whether anything before changed. */
export const auditCheckpoints = sqliteTable('audit_checkpoints', {
  /** The last event it covers. */
  sequence: counter('sequence').primaryKey(),
  /** The hash of that event. */
  hash: text('hash').notNull(),
  /** A compact JWS (RFC 7515) by a key of the ring. */
  token: text('token').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** How much of what happened in each hour: what charts are drawn from. */
export const activity = sqliteTable(
  'activity',
  {
    /** The hour and the kind, as `2026-11-24T03 authn_login_success`. */
    id: text('id').primaryKey(),
    /** When the hour began. */
    hour: moment('hour').notNull(),
    /** An event's type, with its reason where it has one; or `active_sessions`. */
    kind: text('kind').notNull(),
    count: counter('count').notNull(),
  },
  (table) => [index('activity_hour').on(table.hour)],
)
