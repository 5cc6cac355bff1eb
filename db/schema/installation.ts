/** The installation, its keys and its counters. */
import type { Dialect } from './dialects'

/** One row, for the installation as a whole. */
export const installationTable = ({ defineTable, integer, counter, moment }: Dialect) =>
  defineTable('installation', {
    id: integer('id').primaryKey(),
    /** Raised to end every session, as after a restored backup: one of an older epoch has ended. */
    epoch: integer('epoch').notNull(),
    createdAt: moment('created_at').notNull(),
    /** The index in the status lists that the next session gets. */
    nextStatusIndex: counter('next_status_index').notNull().default(0),
    /** Sessions with a lower index have ended, as after a restored backup. */
    firstStatusIndex: counter('first_status_index').notNull().default(0),
    /** The last event whose notices are in the outbox; null before the first. */
    noticedSequence: counter('noticed_sequence'),
  })

/** Random keys that never leave the server, each encrypted under a key derived from `AUTH_SECRET`. */
export const dataKeysTable = ({ defineTable, text, integer, moment }: Dialect) =>
  defineTable('data_keys', {
    id: integer('id').primaryKey(),
    purpose: text('purpose', {
      enum: ['check', 'pepper', 'refresh', 'mail', 'apps', 'factors'],
    }).notNull(),
    /** A compact JWE (RFC 7516). */
    wrapped: text('wrapped').notNull(),
    createdAt: moment('created_at').notNull(),
  })

export type DataKeys = ReturnType<typeof dataKeysTable>

/** The key ring that signs access tokens. */
export const signingKeysTable = ({ defineTable, text, moment }: Dialect) =>
  defineTable('signing_keys', {
    /** The RFC 7638 thumbprint of the public key: the `kid` of every token it signed. */
    id: text('id').primaryKey(),
    algorithm: text('algorithm').notNull(),
    /** A public JWK (RFC 7517) as JSON. */
    publicJwk: text('public_jwk').notNull(),
    /** The private JWK as a compact JWE. */
    wrapped: text('wrapped').notNull(),
    /** `next` is published and does not sign yet, so that every verifier knows it when it does. */
    status: text('status', { enum: ['next', 'active', 'retiring', 'gone', 'burned'] }).notNull(),
    createdAt: moment('created_at').notNull(),
    /** When it began to sign, when it stopped, and when it was burned. */
    activatedAt: moment('activated_at'),
    retiredAt: moment('retired_at'),
    burnedAt: moment('burned_at'),
  })

/** Counts of attempts, each until its window ends. */
export const rateLimitsTable = ({ defineTable, text, integer, moment, index }: Dialect) =>
  defineTable(
    'rate_limits',
    {
      key: text('key').primaryKey(),
      points: integer('points').notNull(),
      expire: moment('expire'),
    },
    (table) => [index('rate_limits_expire').on(table.expire)],
  )
