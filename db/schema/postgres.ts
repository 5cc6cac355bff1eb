/** The tables on PostgreSQL. */
import { postgresDialect } from './dialects'
import { tablesOf } from './tables'

// Each by its name, for drizzle-kit.
export const {
  activity,
  auditCheckpoints,
  dataKeys,
  endedStatuses,
  incidents,
  installation,
  oneTimeTokens,
  passwords,
  rateLimits,
  revokedTokens,
  roleGrants,
  roles,
  securityEvents,
  sessions,
  signingKeys,
  userTerms,
  users,
} = tablesOf(postgresDialect)
