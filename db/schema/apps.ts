/** Applications that users log in to through us (OpenID Connect), and what each may do. */
import { isNotNull, isNull } from 'drizzle-orm'
import type { ActorId, AppGrantId, AppId, SessionId, UserId } from '@/lib/base/ids'
import type { Dialect } from './dialects'
import type { Owner } from './users'

/** What an application is, which decides how it authenticates and which grants it may use. */
export const APP_KINDS = ['web', 'browser', 'native', 'device', 'machine'] as const

/** One row per application: an OAuth client (RFC 6749 §2). */
export const appsTable = ({ defineTable, text, integer, counter, moment, flag, index }: Dialect) =>
  defineTable(
    'apps',
    {
      /** Its `client_id`. */
      id: text('id').$type<AppId>().primaryKey(),
      name: text('name').notNull(),
      kind: text('kind', { enum: APP_KINDS }).notNull(),
      /** Belongs to the house: users are not asked for consent. */
      firstParty: flag('first_party').notNull(),
      /** Exact addresses, as JSON arrays. */
      redirectUris: text('redirect_uris').notNull(),
      postLogoutRedirectUris: text('post_logout_redirect_uris').notNull(),
      /** Where it is told that a session ended (OpenID Connect Back-Channel Logout §2.2). */
      backchannelLogoutUri: text('backchannel_logout_uri'),
      /** Its public keys as a JWK Set, for `private_key_jwt`; null for one with secrets. */
      jwks: text('jwks'),
      /** The services that it may get tokens for, as a JSON array of names in `API_AUDIENCES`. */
      resources: text('resources').notNull(),
      /** The roles of which a user needs one, as a JSON array; null means every user. */
      roles: text('roles'),
      /** The scopes that it may ask for, as a JSON array; null means all, and for a machine none. */
      scopes: text('scopes'),
      /** What signs its ID tokens, if it cannot verify the algorithm of the installation. */
      idTokenAlg: text('id_token_alg', { enum: ['RS256'] }),
      /** A picture as a data URL. */
      logo: text('logo'),
      /** Off only for a confidential client that sends a nonce instead (RFC 9700 §2.1.1). */
      requirePkce: flag('require_pkce').notNull(),
      /** Counts how often everything it holds was ended at once. */
      version: integer('version').notNull().default(0),
      /** When that last happened. */
      endedAt: moment('ended_at'),
      /** The index in the status lists of tokens that it gets for itself; null until it needs one. */
      statusIndex: counter('status_index'),
      disabledAt: moment('disabled_at'),
      createdAt: moment('created_at').notNull(),
      createdBy: text('created_by').$type<ActorId>().notNull(),
    },
    (table) => [
      index('apps_created_at').on(table.createdAt, table.id),
      index('apps_ended_at').on(table.endedAt),
    ],
  )

/** Makes the column of the application whom a row belongs to, and is deleted with. */
export const appOwnerOf =
  ({ text }: Dialect, apps: ReturnType<typeof appsTable>) =>
  () =>
    text('app_id')
      .$type<AppId>()
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' })

export type AppOwner = ReturnType<typeof appOwnerOf>

/** Secrets of confidential clients: two at a time, so that one can replace the other. */
export const appSecretsTable = (
  { defineTable, text, moment, index }: Dialect,
  appOwner: AppOwner,
) =>
  defineTable(
    'app_secrets',
    {
      /** SHA-256 of the secret, which has 256 random bits. */
      hash: text('hash').primaryKey(),
      appId: appOwner(),
      createdAt: moment('created_at').notNull(),
      /** When it stops to work; null for the newest. */
      expiresAt: moment('expires_at'),
    },
    (table) => [
      index('app_secrets_app_id').on(table.appId),
      index('app_secrets_expires_at').on(table.expiresAt),
    ],
  )

/** What users allowed applications of others to see. */
export const consentsTable = (
  { defineTable, text, moment, index, uniqueIndex }: Dialect,
  owner: Owner,
  appOwner: AppOwner,
) =>
  defineTable(
    'consents',
    {
      id: text('id').primaryKey(),
      userId: owner().notNull(),
      appId: appOwner(),
      /** Scopes, as a JSON array. */
      scopes: text('scopes').notNull(),
      grantedAt: moment('granted_at').notNull(),
    },
    (table) => [
      uniqueIndex('consents_user_id').on(table.userId, table.appId),
      index('consents_app_id').on(table.appId),
    ],
  )

/** What an application holds for a user: by one session, or until it is ended (`offline_access`). */
export const appGrantsTable = (
  { defineTable, text, integer, counter, moment, flag, index }: Dialect,
  owner: Owner,
  appOwner: AppOwner,
) =>
  defineTable(
    'app_grants',
    {
      id: text('id').$type<AppGrantId>().primaryKey(),
      userId: owner().notNull(),
      appId: appOwner(),
      /** The session that gave it. No foreign key: an offline grant outlives it. */
      sessionId: text('session_id').$type<SessionId>().notNull(),
      offline: flag('offline').notNull(),
      /** Of the user, the installation and the application when it was given. */
      version: integer('version').notNull(),
      epoch: integer('epoch').notNull(),
      appVersion: integer('app_version').notNull(),
      /** What the library keeps of it, as JSON. */
      payload: text('payload').notNull(),
      statusIndex: counter('status_index'),
      /** Until when services may accept tokens of it; null while there were none. */
      statusUntil: moment('status_until'),
      /** Refresh tokens made until then have reached their client: it used what came with them. */
      confirmedAt: moment('confirmed_at'),
      createdAt: moment('created_at').notNull(),
      /** To the minute. */
      lastUsedAt: moment('last_used_at').notNull(),
      endedAt: moment('ended_at'),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [
      // Two tabs that begin at once get one each. The status lists look for those of ended sessions.
      index('app_grants_session_id').on(table.sessionId, table.appId, table.createdAt),
      index('app_grants_user_id').on(table.userId, table.appId),
      index('app_grants_app_id').on(table.appId, table.createdAt),
      index('app_grants_status_until').on(table.appId, table.statusUntil),
      index('app_grants_ended_at').on(table.endedAt, table.statusIndex),
      index('app_grants_expires_at').on(table.expiresAt),
    ],
  )

/** Which applications take part in a session, and whether each was told of its end. */
export const appSessionsTable = (
  { defineTable, text, integer, moment, index, uniqueIndex }: Dialect,
  appOwner: AppOwner,
) =>
  defineTable(
    'app_sessions',
    {
      /** The `sid` of its ID tokens: another one for each application, so that two cannot compare. */
      sid: text('sid').primaryKey(),
      /** No foreign key: it is told of the end of a deleted user's session too. */
      sessionId: text('session_id').$type<SessionId>().notNull(),
      userId: text('user_id').$type<UserId>().notNull(),
      appId: appOwner(),
      startedAt: moment('started_at').notNull(),
      /** When it was noticed that the session, or what the application holds of it, has ended. */
      endedAt: moment('ended_at'),
      /** When the application took the notice, or was given up; null before. */
      toldAt: moment('told_at'),
      /**
       * Before the end: when the session expires unless it is used. After it: when the next try is
       * due, or the lease of the one that tries ends. Null once it was told.
       */
      dueAt: moment('due_at'),
      tries: integer('tries').notNull().default(0),
      /** What the last try met: an HTTP status, or a word. */
      lastResult: text('last_result'),
    },
    (table) => [
      uniqueIndex('app_sessions_session_id').on(table.sessionId, table.appId),
      index('app_sessions_user_id').on(table.userId),
      index('app_sessions_app_id').on(table.appId),
      index('app_sessions_open').on(table.sid).where(isNull(table.endedAt)),
      index('app_sessions_due_at').on(table.dueAt).where(isNotNull(table.dueAt)),
      index('app_sessions_told_at').on(table.toldAt),
    ],
  )

/** What the protocol keeps for a while: codes, tokens, interactions (RFC 6749, RFC 8628, RFC 9126). */
export const oauthArtifactsTable = ({ defineTable, text, moment, index }: Dialect) =>
  defineTable(
    'oauth_artifacts',
    {
      /** SHA-256 of model and id, so that the database alone opens nothing. */
      id: text('id').primaryKey(),
      model: text('model').notNull(),
      /** What the library keeps of it, as JSON, without its id. */
      payload: text('payload').notNull(),
      /** SHA-256 of the code that a user types for a device. */
      userCodeHash: text('user_code_hash'),
      grantId: text('grant_id').$type<AppGrantId>(),
      consumedAt: moment('consumed_at'),
      createdAt: moment('created_at').notNull(),
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [
      index('oauth_artifacts_grant_id').on(table.grantId),
      index('oauth_artifacts_user_code').on(table.userCodeHash),
      index('oauth_artifacts_expires_at').on(table.expiresAt),
    ],
  )
