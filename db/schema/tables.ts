/** Every table, described once for both databases. Referenced tables come first. */
import {
  appGrantsTable,
  appOwnerOf,
  appSecretsTable,
  appSessionsTable,
  appsTable,
  consentsTable,
  oauthArtifactsTable,
} from './apps'
import { activityTable, auditCheckpointsTable, securityEventsTable } from './audit'
import type { Dialect } from './dialects'
import { authenticatorsTable, pendingLogInsTable, recoveryCodesTable } from './factors'
import { dataKeysTable, installationTable, rateLimitsTable, signingKeysTable } from './installation'
import { endedStatusesTable, incidentsTable, revokedTokensTable, sessionsTable } from './sessions'
import { mailsTable } from './mails'
import { passkeysTable, spentChallengesTable } from './passkeys'
import {
  formerAddressesTable,
  knownDevicesTable,
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
  const apps = appsTable(dialect)
  const appOwner = appOwnerOf(dialect, apps)
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
    formerAddresses: formerAddressesTable(dialect, owner),
    knownDevices: knownDevicesTable(dialect, owner),
    authenticators: authenticatorsTable(dialect, owner, dataKeys),
    recoveryCodes: recoveryCodesTable(dialect, owner, dataKeys),
    pendingLogIns: pendingLogInsTable(dialect, owner, dataKeys),
    passkeys: passkeysTable(dialect, owner),
    spentChallenges: spentChallengesTable(dialect),
    mails: mailsTable(dialect, owner, dataKeys),
    rateLimits: rateLimitsTable(dialect),
    apps,
    appSecrets: appSecretsTable(dialect, appOwner),
    consents: consentsTable(dialect, owner, appOwner),
    appGrants: appGrantsTable(dialect, owner, appOwner),
    appSessions: appSessionsTable(dialect, appOwner),
    oauthArtifacts: oauthArtifactsTable(dialect),
  }
}
