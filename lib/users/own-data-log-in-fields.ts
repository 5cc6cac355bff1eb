/** What the file "my data" has of what a user logs in with. */
import type { AuthenticatorRecord } from '@/db/queries/authenticators'
import type { KnownDeviceRecord } from '@/db/queries/known-devices'
import type { PasswordRecord } from '@/db/queries/own-data'
import type { PasskeyRecord } from '@/db/queries/passkeys'
import type { RecoveryCodeRecord } from '@/db/queries/recovery-codes'
import type { Fields } from './own-data-decisions'

export const passwords: Fields<PasswordRecord & { hash: string }> = {
  userId: 'same',
  hash: 'secret',
  changedAt: 'told',
  strength: 'told',
}

export const knownDevices: Fields<KnownDeviceRecord> = {
  id: 'internal',
  userId: 'same',
  secretHash: 'secret',
  grantedBy: 'told',
  browser: 'told',
  system: 'told',
  network: 'told',
  firstSeenAt: 'told',
  lastUsedAt: 'told',
  trustedUntil: 'told',
  trustedVersion: 'internal',
}

export const authenticators: Fields<AuthenticatorRecord> = {
  userId: 'same',
  sealed: 'secret',
  keyId: 'internal',
  createdAt: 'told',
  confirmedAt: 'told',
  lastStep: 'internal',
  lastUsedAt: 'told',
  removalDueAt: 'told',
}

export const recoveryCodes: Fields<RecoveryCodeRecord> = {
  hash: 'secret',
  keyId: 'internal',
  userId: 'same',
  createdAt: 'told',
  usedAt: 'told',
}

export const passkeys: Fields<PasskeyRecord> = {
  id: 'internal',
  userId: 'same',
  rpId: 'told',
  publicKey: 'internal',
  counter: 'internal',
  transports: 'told',
  aaguid: 'told',
  name: 'told',
  deviceBound: 'told',
  backedUp: 'told',
  createdAt: 'told',
  lastUsedAt: 'told',
  suspendedAt: 'told',
}
