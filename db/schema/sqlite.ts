/** The tables on SQLite, and one that only SQLite needs. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { UserId } from '@/lib/base/ids'
import { sqliteDialect } from './dialects'
import { tablesOf } from './tables'

// Each by its name, for drizzle-kit.
export const {
  activity,
  appGrants,
  appSecrets,
  appSessions,
  apps,
  auditCheckpoints,
  authenticators,
  consents,
  dataKeys,
  endedStatuses,
  formerAddresses,
  incidents,
  installation,
  knownDevices,
  mails,
  oauthArtifacts,
  oneTimeTokens,
  passkeys,
  passwords,
  pendingLogIns,
  rateLimits,
  recoveryCodes,
  revokedTokens,
  roleGrants,
  roles,
  securityEvents,
  sessions,
  signingKeys,
  spentChallenges,
  userTerms,
  users,
} = tablesOf(sqliteDialect)

/** Users whose sessions were ended, for other processes on this file. Rows live for minutes. */
export const endings = sqliteTable(
  'endings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: text('user_id').$type<UserId | '*'>().notNull(),
    at: integer('at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('endings_at').on(table.at)],
)
