/**
 * The tables of the database in use; queries import them from here, whichever database it is. The
 * static types are PostgreSQL's.
 */
import * as postgres from './schema/postgres'
import * as sqlite from './schema/sqlite'

export type DatabaseKind = 'sqlite' | 'postgres'
type Tables = typeof postgres

export let activity: Tables['activity']
export let auditCheckpoints: Tables['auditCheckpoints']
export let dataKeys: Tables['dataKeys']
export let endedStatuses: Tables['endedStatuses']
export let incidents: Tables['incidents']
export let installation: Tables['installation']
export let oneTimeTokens: Tables['oneTimeTokens']
export let passwords: Tables['passwords']
export let rateLimits: Tables['rateLimits']
export let revokedTokens: Tables['revokedTokens']
export let roleGrants: Tables['roleGrants']
export let roles: Tables['roles']
export let securityEvents: Tables['securityEvents']
export let sessions: Tables['sessions']
export let signingKeys: Tables['signingKeys']
export let userTerms: Tables['userTerms']
export let users: Tables['users']

/** Call it when a database is opened, before the first query. */
export function useTables(kind: DatabaseKind): void {
  const tables = kind === 'postgres' ? postgres : sqlite
  // One by one: the bundler treats a variable assigned only by destructuring as a constant.
  activity = tables.activity
  auditCheckpoints = tables.auditCheckpoints
  dataKeys = tables.dataKeys
  endedStatuses = tables.endedStatuses
  incidents = tables.incidents
  installation = tables.installation
  oneTimeTokens = tables.oneTimeTokens
  passwords = tables.passwords
  rateLimits = tables.rateLimits
  revokedTokens = tables.revokedTokens
  roleGrants = tables.roleGrants
  roles = tables.roles
  securityEvents = tables.securityEvents
  sessions = tables.sessions
  signingKeys = tables.signingKeys
  userTerms = tables.userTerms
  users = tables.users
}
