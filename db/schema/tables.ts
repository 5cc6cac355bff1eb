/** Every table, described once for both databases. Referenced tables come first. */
import { activityTable, auditCheckpointsTable, securityEventsTable } from './audit'
import type { Dialect } from './dialects'
import { dataKeysTable, installationTable, rateLimitsTable, signingKeysTable } from './installation'
import { endedStatusesTable, incidentsTable, revokedTokensTable, sessionsTable } from './sessions'
import {
  oneTimeTokensTable,
  ownerOf,
  passwordsTable,
  roleGrantsTable,
  rolesTable,
  usersTable,
  userTermsTable,
} from './users'

/** In an order that a copy can follow. */
export function tablesOf(dialect: Dialect) {
  const dataKeys = dataKeysTable(dialect)
  const users = usersTable(dialect)
  const owner = ownerOf(dialect, users)
  return {
    installation: installationTable(dialect),
    dataKeys,
    signingKeys: signingKeysTable(dialect),
    users,
    passwords: passwordsTable(dialect, owner),
    sessions: sessionsTable(dialect, owner, dataKeys),
    revokedTokens: revokedTokensTable(dialect),
    endedStatuses: endedStatusesTable(dialect),
    incidents: incidentsTable(dialect, owner),
    securityEvents: securityEventsTable(dialect),
    auditCheckpoints: auditCheckpointsTable(dialect),
    activity: activityTable(dialect),
    userTerms: userTermsTable(dialect, owner),
    roles: rolesTable(dialect),
    roleGrants: roleGrantsTable(dialect, owner),
    oneTimeTokens: oneTimeTokensTable(dialect, owner),
    rateLimits: rateLimitsTable(dialect),
  }
}
