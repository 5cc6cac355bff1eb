/** The tables on PostgreSQL. */
import { postgresDialect } from './dialects'
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
} = tablesOf(postgresDialect)
