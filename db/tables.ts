/** The tables of the database in use; queries take them from here and never ask which one it is. */
export {
  dataKeys,
  incidents,
  installation,
  passwords,
  rateLimits,
  revokedTokens,
  securityEvents,
  sessions,
  signingKeys,
  users,
} from './schema/sqlite'
