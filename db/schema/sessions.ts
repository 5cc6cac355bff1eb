/** Sessions, and how they end. */
import { isNull } from 'drizzle-orm'
import type { AppId, IncidentId, SessionId, UserId } from '@/lib/base/ids'
import type { Dialect } from './dialects'
import type { DataKeys } from './installation'
import type { Owner } from './users'

/** The clients that used a session. */
const clientColumns = (text: Dialect['text']) => ({
  /** The client that asked for the newest generation. */
  rotatedNetwork: text('rotated_network').notNull().default('unknown'),
  rotatedBrowser: text('rotated_browser').notNull().default('Unknown'),
  rotatedSystem: text('rotated_system').notNull().default('Unknown'),

  /** The client address at log-in. */
  createdNetwork: text('created_network').notNull().default('unknown'),
  /** The client that used the session last, at `lastSeenAt`. */
  network: text('network').notNull(),
  browser: text('browser').notNull(),
  system: text('system').notNull(),
  device: text('device', { enum: ['desktop', 'phone', 'tablet', 'unknown'] }).notNull(),
  /** What the device calls itself; null for browsers, and when it gave no name. */
  deviceName: text('device_name'),
  /** What the user calls it. */
  label: text('label'),
})

/** One row per signed-in browser or device. */
export const sessionsTable = (
  { defineTable, text, integer, counter, moment, flag, index, uniqueIndex }: Dialect,
  owner: Owner,
  dataKeys: DataKeys,
) =>
  defineTable(
    'sessions',
    {
      id: text('id').$type<SessionId>().primaryKey(),
      userId: owner().notNull(),
      kind: text('kind', { enum: ['web', 'device'] }).notNull(),
      /** Stay signed in: cookies outlive the browser, and the longer idle limit applies. */
      persistent: flag('persistent').notNull(),
      /** The user's version and the installation's epoch when the session began. */
      version: integer('version').notNull(),
      epoch: integer('epoch').notNull(),
      authTime: moment('auth_time').notNull(),
      /** How the user logged in: authentication methods (RFC 8176) as a JSON array. */
      amr: text('amr').notNull().default('["pwd"]'),
      createdAt: moment('created_at').notNull(),
      lastSeenAt: moment('last_seen_at').notNull(),

      /** Counts the refreshes. This and the next three columns alone determine the refresh token. */
      generation: integer('generation').notNull(),
      rotatedAt: moment('rotated_at').notNull(),
      idleExpiresAt: moment('idle_expires_at').notNull(),
      refreshKeyId: integer('refresh_key_id')
        .notNull()
        .references(() => dataKeys.id),
      /** The newest generation that an honest client was seen to hold; -1 before the first. */
      confirmedGeneration: integer('confirmed_generation').notNull(),

      ...clientColumns(text),
      /** The services its tokens are for, as a JSON array; null for all of `API_AUDIENCES`. */
      audience: text('audience'),
      /**
       * Until then its user changes second factors with the password alone: it began with a recovery
       * code, so the app is lost.
       */
      recoveryUntil: moment('recovery_until'),
      /** Its index in the status lists; indexes are never reused. */
      statusIndex: counter('status_index'),
      /** When two clients last seemed to use the session. */
      suspectedAt: moment('suspected_at'),

      /** The absolute limit. */
      expiresAt: moment('expires_at').notNull(),
      endedAt: moment('ended_at'),
      endReason: text('end_reason', { enum: ['logged-out', 'replaced', 'reuse'] }),
    },
    (table) => [
      index('sessions_user_id').on(table.userId, table.lastSeenAt),
      index('sessions_last_seen_at').on(table.lastSeenAt, table.userId),
      index('sessions_created_network').on(table.userId, table.createdNetwork),
      index('sessions_expires_at').on(table.expiresAt),
      index('sessions_ended_at').on(table.endedAt, table.statusIndex),
      uniqueIndex('sessions_status_index').on(table.statusIndex),
    ],
  )

/**
 * Tokens that must be refused although their signature is valid.
 *
 * A row may be deleted a day after `expiresAt`: by then even a wrong clock shows it as expired.
 */
export const revokedTokensTable = ({ defineTable, text, moment, index }: Dialect) =>
  defineTable(
    'revoked_tokens',
    {
      /** The token's `jti` claim (RFC 7519 §4.1.7). */
      id: text('id').primaryKey(),
      /** No foreign key: the row must outlive a deleted user. */
      userId: text('user_id').$type<UserId>().notNull(),
      revokedAt: moment('revoked_at').notNull(),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [index('revoked_tokens_expires_at').on(table.expiresAt)],
  )

/** Status indexes of ended sessions whose rows were deleted, for example with their user. */
export const endedStatusesTable = ({ defineTable, counter, moment, index }: Dialect) =>
  defineTable(
    'ended_statuses',
    {
      statusIndex: counter('status_index').primaryKey(),
      endedAt: moment('ended_at').notNull(),
    },
    (table) => [index('ended_statuses_ended_at').on(table.endedAt)],
  )

const INCIDENT_KINDS = ['reuse', 'predecessor', 'two-places', 'app-reuse', 'wrong-code'] as const

/**
 * A session that two clients seem to use, a token of an application, or a password that a stranger
 * seems to know: both clients, and the user's answer.
 */
export const incidentsTable = ({ defineTable, text, moment, index }: Dialect, owner: Owner) =>
  defineTable(
    'incidents',
    {
      id: text('id').$type<IncidentId>().primaryKey(),
      userId: owner().notNull(),
      /**
       * No foreign key: the incident outlives the session. A `wrong-code` has the id of a session that
       * never began.
       */
      sessionId: text('session_id').$type<SessionId>().notNull(),
      kind: text('kind', { enum: INCIDENT_KINDS }).notNull(),
      /** The application whose token was copied; null for an incident of the session itself. */
      appId: text('app_id').$type<AppId>(),
      /** The client known to hold the session, and when it was last seen. */
      knownAt: moment('known_at').notNull(),
      knownNetwork: text('known_network').notNull(),
      knownBrowser: text('known_browser').notNull(),
      knownSystem: text('known_system').notNull(),
      /** The other client. */
      cameAt: moment('came_at').notNull(),
      cameNetwork: text('came_network').notNull(),
      cameBrowser: text('came_browser').notNull(),
      cameSystem: text('came_system').notNull(),
      answeredAt: moment('answered_at'),
      /** The session in which the user said "This was me". */
      answeredIn: text('answered_in').$type<SessionId>(),
    },
    (table) => [
      index('incidents_user_id').on(table.userId, table.cameAt),
      index('incidents_came_at').on(table.cameAt, table.id),
      index('incidents_kind').on(table.kind, table.cameAt, table.id),
      index('incidents_unanswered').on(table.cameAt, table.id).where(isNull(table.answeredAt)),
    ],
  )
