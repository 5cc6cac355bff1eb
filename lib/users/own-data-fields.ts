/**
 * Which columns about a user the file "my data" has. A new column does not compile here, and a new
 * table fails a test, until someone has decided about it.
 */
import type { AppGrantRecord, ConsentRecord } from '@/db/queries/app-grants'
import type { AppSessionRecord } from '@/db/queries/app-sessions'
import type { IncidentRecord } from '@/db/queries/incidents'
import type { MailRecord } from '@/db/queries/mails'
import type { OneTimeTokenRecord } from '@/db/queries/one-time-tokens'
import type { FormerAddressRecord } from '@/db/queries/own-data'
import type { RoleGrantRecord } from '@/db/queries/role-grants'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import type { SessionRecord } from '@/db/queries/sessions'
import type { UserRecord } from '@/db/queries/users'
import type { Fields } from './own-data-decisions'
import {
  authenticators,
  knownDevices,
  passkeys,
  passwords,
  recoveryCodes,
} from './own-data-log-in-fields'

const users: Fields<UserRecord> = {
  id: 'told',
  email: 'told',
  emailKey: 'same',
  name: 'told',
  locale: 'told',
  emailVerifiedAt: 'told',
  mutedNotices: 'told',
  passkeyOfferDismissedAt: 'told',
  version: 'internal',
  sessionsEndedAt: 'told',
  disabledAt: 'told',
  deletionDueAt: 'told',
  secondFactorAskedAt: 'told',
  createdAt: 'told',
}

const roleGrants: Fields<RoleGrantRecord> = {
  id: 'internal',
  userId: 'same',
  role: 'told',
  grantedAt: 'told',
  grantedBy: 'told',
}

const sessions: Fields<SessionRecord> = {
  id: 'told',
  userId: 'same',
  kind: 'told',
  persistent: 'told',
  version: 'internal',
  epoch: 'internal',
  authTime: 'told',
  amr: 'told',
  createdAt: 'told',
  lastSeenAt: 'told',
  generation: 'internal',
  rotatedAt: 'told',
  idleExpiresAt: 'told',
  // With the three others that determine the refresh token.
  refreshKeyId: 'secret',
  confirmedGeneration: 'internal',
  rotatedNetwork: 'told',
  rotatedBrowser: 'told',
  rotatedSystem: 'told',
  createdNetwork: 'told',
  network: 'told',
  browser: 'told',
  system: 'told',
  device: 'told',
  deviceName: 'told',
  label: 'told',
  audience: 'told',
  recoveryUntil: 'told',
  statusIndex: 'internal',
  suspectedAt: 'told',
  expiresAt: 'told',
  endedAt: 'told',
  endReason: 'told',
}

const formerAddresses: Fields<FormerAddressRecord> = {
  id: 'internal',
  userId: 'same',
  email: 'told',
  emailKey: 'same',
  leftAt: 'told',
}

const incidents: Fields<IncidentRecord> = {
  id: 'internal',
  userId: 'same',
  sessionId: 'told',
  kind: 'told',
  knownAt: 'told',
  knownNetwork: 'told',
  knownBrowser: 'told',
  knownSystem: 'told',
  appId: 'told',
  cameAt: 'told',
  cameNetwork: 'told',
  cameBrowser: 'told',
  cameSystem: 'told',
  answeredAt: 'told',
  answeredIn: 'told',
}

const oneTimeTokens: Fields<OneTimeTokenRecord> = {
  hash: 'secret',
  purpose: 'told',
  userId: 'same',
  version: 'internal',
  details: 'told',
  createdAt: 'told',
  expiresAt: 'told',
}

const consents: Fields<ConsentRecord> = {
  id: 'internal',
  userId: 'same',
  appId: 'told',
  scopes: 'told',
  grantedAt: 'told',
}

const appGrants: Fields<AppGrantRecord> = {
  id: 'internal',
  userId: 'same',
  appId: 'told',
  sessionId: 'told',
  offline: 'told',
  version: 'internal',
  epoch: 'internal',
  appVersion: 'internal',
  // What the application may see, in the words of the protocol.
  payload: 'told',
  statusIndex: 'internal',
  statusUntil: 'internal',
  confirmedAt: 'internal',
  createdAt: 'told',
  lastUsedAt: 'told',
  endedAt: 'told',
  expiresAt: 'told',
}

const appSessions: Fields<AppSessionRecord> = {
  // By it the application alone knows the session.
  sid: 'told',
  sessionId: 'told',
  userId: 'same',
  appId: 'told',
  startedAt: 'told',
  endedAt: 'told',
  toldAt: 'told',
  dueAt: 'internal',
  tries: 'internal',
  lastResult: 'internal',
}

const mails: Fields<MailRecord> = {
  id: 'internal',
  userId: 'same',
  kind: 'told',
  locale: 'told',
  // It may hold a link that works.
  sealed: 'secret',
  keyId: 'internal',
  createdAt: 'told',
  nextTryAt: 'internal',
  tries: 'internal',
  leasedUntil: 'internal',
  expiresAt: 'internal',
  sentAt: 'told',
  failedAt: 'told',
  lastError: 'internal',
}

const securityEvents: Fields<SecurityEventRecord> = {
  id: 'told',
  type: 'told',
  at: 'told',
  userId: 'told',
  actorId: 'told',
  sessionId: 'told',
  requestId: 'internal',
  details: 'told',
  network: 'told',
  browser: 'told',
  system: 'told',
  personalDetails: 'told',
  personalSalt: 'secret',
  personalHash: 'internal',
  sequence: 'internal',
  hash: 'internal',
}

/** By the names of the tables in db/tables.ts. */
export const OWN_DATA_FIELDS = {
  users,
  passwords,
  roleGrants,
  sessions,
  knownDevices,
  authenticators,
  recoveryCodes,
  passkeys,
  formerAddresses,
  incidents,
  oneTimeTokens,
  consents,
  appGrants,
  appSessions,
  mails,
  securityEvents,
}

/** Tables with a user's id that the file leaves out as a whole, and why. */
export const LEFT_OUT = {
  userTerms: 'The words of name and address, for the search.',
  pendingLogIns: 'Log-ins that wait for a code, for ten minutes.',
  spentChallenges: 'Hashes of random numbers, without a user.',
  revokedTokens: 'Ids of tokens that no longer work, for a day.',
} as const
