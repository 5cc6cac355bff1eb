/**
 * The tables of the database in use; queries import them from here, whichever database it is. The
 * static types are PostgreSQL's.
 */
import * as postgres from './schema/postgres'
import * as sqlite from './schema/sqlite'

export type DatabaseKind = 'sqlite' | 'postgres'
type Tables = typeof postgres

export let activity: Tables['activity']
export let appGrants: Tables['appGrants']
export let appSecrets: Tables['appSecrets']
export let appSessions: Tables['appSessions']
export let apps: Tables['apps']
export let auditCheckpoints: Tables['auditCheckpoints']
export let authenticators: Tables['authenticators']
export let consents: Tables['consents']
export let dataKeys: Tables['dataKeys']
export let endedStatuses: Tables['endedStatuses']
export let formerAddresses: Tables['formerAddresses']
export let incidents: Tables['incidents']
export let installation: Tables['installation']
export let knownDevices: Tables['knownDevices']
export let mails: Tables['mails']
export let oauthArtifacts: Tables['oauthArtifacts']
export let oneTimeTokens: Tables['oneTimeTokens']
export let passkeys: Tables['passkeys']
export let passwords: Tables['passwords']
export let pendingLogIns: Tables['pendingLogIns']
export let rateLimits: Tables['rateLimits']
export let recoveryCodes: Tables['recoveryCodes']
export let revokedTokens: Tables['revokedTokens']
export let roleGrants: Tables['roleGrants']
export let roles: Tables['roles']
export let securityEvents: Tables['securityEvents']
export let sessions: Tables['sessions']
export let signingKeys: Tables['signingKeys']
export let spentChallenges: Tables['spentChallenges']
export let userTerms: Tables['userTerms']
export let users: Tables['users']

/** Call it when a database is opened, before the first query. */
export function useTables(kind: DatabaseKind): void {
  const tables = kind === 'postgres' ? postgres : sqlite
  // One by one: the bundler treats a variable assigned only by destructuring as a constant.
  activity = tables.activity
  appGrants = tables.appGrants
  appSecrets = tables.appSecrets
  appSessions = tables.appSessions
  apps = tables.apps
  auditCheckpoints = tables.auditCheckpoints
  authenticators = tables.authenticators
  consents = tables.consents
  dataKeys = tables.dataKeys
  endedStatuses = tables.endedStatuses
  formerAddresses = tables.formerAddresses
  incidents = tables.incidents
  installation = tables.installation
  knownDevices = tables.knownDevices
  mails = tables.mails
  oauthArtifacts = tables.oauthArtifacts
  oneTimeTokens = tables.oneTimeTokens
  passkeys = tables.passkeys
  passwords = tables.passwords
  pendingLogIns = tables.pendingLogIns
  rateLimits = tables.rateLimits
  recoveryCodes = tables.recoveryCodes
  revokedTokens = tables.revokedTokens
  roleGrants = tables.roleGrants
  roles = tables.roles
  securityEvents = tables.securityEvents
  sessions = tables.sessions
  signingKeys = tables.signingKeys
  spentChallenges = tables.spentChallenges
  userTerms = tables.userTerms
  users = tables.users
}
