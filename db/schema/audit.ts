/** The audit log. */
import { isNull } from 'drizzle-orm'
import type { ActorId, EventId, RequestId, SessionId, UserId } from '@/lib/base/ids'
import type { Dialect } from './dialects'

/**
 * Security events, append only. No foreign keys: an event outlives the rows it names.
 *
 * An event is written in the transaction of its act and sealed moments later: it then gets its
 * sequence number, and the hash that covers it and every event before it.
 */
export const securityEventsTable = ({
  defineTable,
  text,
  counter,
  moment,
  index,
  uniqueIndex,
}: Dialect) =>
  defineTable(
    'security_events',
    {
      id: text('id').$type<EventId>().primaryKey(),
      type: text('type').notNull(),
      at: moment('at').notNull(),
      /** The user it is about. */
      userId: text('user_id').$type<UserId>(),
      /** Who did it: a user's id, `command-line` or `system`; null for a visitor. */
      actorId: text('actor_id').$type<ActorId>(),
      sessionId: text('session_id').$type<SessionId>(),
      requestId: text('request_id').$type<RequestId>(),
      /** Further details as JSON: no secrets, no personal data. */
      details: text('details'),

      /** Personal data: erased before the event itself. */
      network: text('network'),
      browser: text('browser'),
      system: text('system'),
      /** More personal data, as JSON. */
      personalDetails: text('personal_details'),
      /** Random, and erased with them, so that the hash does not confirm a guess. */
      personalSalt: text('personal_salt'),
      /** Over salt and personal data. The chain covers only this, so it survives their erasure. */
      personalHash: text('personal_hash'),

      /** Its number in the chain, from 1 without gaps; null until it is sealed. */
      sequence: counter('sequence'),
      /** Over the previous hash and everything above except the personal data. */
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

/** A signature of the chain up to an event, which shows whether anything before it changed. */
export const auditCheckpointsTable = ({ defineTable, text, counter, moment }: Dialect) =>
  defineTable('audit_checkpoints', {
    /** The last event it covers. */
    sequence: counter('sequence').primaryKey(),
    /** The hash of that event. */
    hash: text('hash').notNull(),
    /** A compact JWS (RFC 7515) by a key of the ring. */
    token: text('token').notNull(),
    createdAt: moment('created_at').notNull(),
  })

/** Counts per hour, for the charts. */
export const activityTable = ({ defineTable, text, counter, moment, index }: Dialect) =>
  defineTable(
    'activity',
    {
      /** The hour and the kind, as `2026-11-24T03 authn_login_success`. */
      id: text('id').primaryKey(),
      /** When the hour began. */
      hour: moment('hour').notNull(),
      /** An event's type, with its reason if it has one; or `active_sessions`. */
      kind: text('kind').notNull(),
      count: counter('count').notNull(),
    },
    (table) => [index('activity_hour').on(table.hour)],
  )
