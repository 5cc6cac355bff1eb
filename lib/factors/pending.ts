/** Log-ins that still need a second factor, or must set one up. They open nothing. */
import {
  findPendingLogIn,
  insertPendingLogIn,
  type PendingLogInRecord,
} from '@/db/queries/pending-log-ins'
import { findUserRow, type UserRecord } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, MINUTE } from '@/lib/base/time'
import { sealText, type Sealed } from '@/lib/keys/sealed'
import { linkTokenHash, newLinkToken } from '@/lib/links/link-token'
import { newAuthenticatorSecret } from './totp'

/** In seconds. */
export const PENDING_LIFE = 10 * MINUTE
/** Wrong codes after which the password must be given again. */
export const PENDING_TRIES = 5

export type NewPendingLogIn = Pick<
  PendingLogInRecord,
  'userId' | 'version' | 'kind' | 'amr' | 'persistent' | 'deviceName' | 'audience' | 'novelty'
>

/**
 * Call inside a transaction over the user.
 *
 * @returns the token by which the same client goes on; only its hash is stored
 */
export async function startPendingLogIn(pending: NewPendingLogIn, now: Date): Promise<string> {
  return insert({ ...pending, sealed: null, keyId: null }, now)
}

/** The same for a log-in that must set up an authenticator app first. */
export async function startEnrolment(pending: NewPendingLogIn, now: Date): Promise<string> {
  return insert({ ...pending, ...(await sealText('factors', newAuthenticatorSecret())) }, now)
}

/** How a set-up that is no log-in has proved who the user is, as far as a log-in goes: by nothing. */
const NO_LOG_IN = '[]'

/** The same for another app in a session. No session ever comes of it. */
export function startReplacement(
  user: Pick<NewPendingLogIn, 'userId' | 'version'>,
  now: Date,
): Promise<string> {
  const client = { kind: 'web', persistent: false, deviceName: null, audience: null } as const
  return startEnrolment({ ...user, ...client, amr: NO_LOG_IN, novelty: null }, now)
}

async function insert(
  pending: NewPendingLogIn & Pick<PendingLogInRecord, 'sealed' | 'keyId'>,
  now: Date,
): Promise<string> {
  const { token, hash } = newLinkToken()
  const expiresAt = addSeconds(now, PENDING_LIFE)
  await insertPendingLogIn({ ...pending, hash, createdAt: now, expiresAt })
  return token
}

export interface OpenPendingLogIn {
  readonly pending: PendingLogInRecord
  readonly user: UserRecord
}

/**
 * The log-in that waits for a code, if it may still go on: its user is not disabled, and has neither
 * logged out everywhere nor changed the password since.
 */
export async function findPending(token: string, now: Date): Promise<OpenPendingLogIn | null> {
  const open = await find(token, now)
  return open?.pending.sealed === null ? open : null
}

export interface OpenEnrolment extends OpenPendingLogIn {
  /** The secret of the app that it sets up. */
  readonly secret: Sealed
}

/** The same for a log-in that must set up an authenticator app. */
export async function findEnrolment(token: string, now: Date): Promise<OpenEnrolment | null> {
  const open = await findSetUp(token, now)
  return open?.pending.amr === NO_LOG_IN ? null : open
}

/** The same for another app that a signed-in user sets up. */
export async function findReplacement(
  token: string,
  userId: UserId,
  now: Date,
): Promise<OpenEnrolment | null> {
  const open = await findSetUp(token, now)
  return open?.pending.amr === NO_LOG_IN && open.pending.userId === userId ? open : null
}

async function findSetUp(token: string, now: Date): Promise<OpenEnrolment | null> {
  const open = await find(token, now)
  if (!open) return null
  const { sealed, keyId } = open.pending
  return sealed === null || keyId === null ? null : { ...open, secret: { sealed, keyId } }
}

async function find(token: string, now: Date): Promise<OpenPendingLogIn | null> {
  const hash = linkTokenHash(token)
  const pending = hash && (await findPendingLogIn(hash, now))
  if (!pending || pending.tries >= PENDING_TRIES) return null
  const user = await findUserRow(pending.userId)
  if (!user || user.disabledAt !== null || user.version !== pending.version) return null
  return { pending, user }
}
