/** Adds a passkey to an account. */
import { lockOf, transaction } from '@/db/connection'
import {
  countPasskeys,
  insertPasskey,
  insertSpentChallenge,
  type PasskeyRecord,
} from '@/db/queries/passkeys'
import { forgetFactorAskedAt } from '@/db/queries/factor-demands'
import { deletePendingLogInsOf } from '@/db/queries/pending-log-ins'
import { deleteRecoveryOf } from '@/db/queries/sessions'
import type { UserId } from '@/lib/base/ids'
import { isUnavailable } from '@/lib/base/unavailable'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { Actor } from '@/lib/sessions/authenticate'
import { livingSession } from '@/lib/sessions/confirm'
import { log } from '@/lib/telemetry/log'
import { providerName } from './authenticators'
import { recogniser, type OurChallenge, type Purpose } from './challenge'
import { relyingParty } from './relying-party'
import { readRegistration, transportsIn } from './responses'
import { verifyNewCredential } from './webauthn'

/** More than a user has devices. */
export const PASSKEYS_MAX = 30

export type RegisterResult =
  | { ok: true }
  | {
      ok: false
      reason:
        | 'passkey-refused'
        | 'passkey-expired'
        | 'passkey-taken'
        | 'too-many-passkeys'
        | 'overtaken'
    }

/**
 * Adds the passkey that the actor's browser has just made.
 *
 * @param text the JSON of `navigator.credentials.create`
 * @throws Unavailable
 */
export async function registerPasskey(
  actor: Actor,
  { text, from }: { text: string; from: SeenFrom },
  now = new Date(),
): Promise<RegisterResult> {
  const { userId, sessionId } = actor
  const made = await checkMade(text, `register ${sessionId}`)
  if (!made) return { ok: false, reason: 'passkey-refused' }
  return transaction({ locks: lockOf(userId) }, async (): Promise<RegisterResult> => {
    // It would outlast the log-out everywhere that this request raced.
    if (!(await livingSession(actor, now))) return { ok: false, reason: 'overtaken' }
    if (now >= made.challenge.expiresAt) return { ok: false, reason: 'passkey-expired' }
    if ((await countPasskeys(userId)) >= PASSKEYS_MAX) {
      return { ok: false, reason: 'too-many-passkeys' }
    }
    if (!(await spendChallenge(made))) return { ok: false, reason: 'passkey-expired' }
    if (!(await insertPasskey(rowOf(userId, made, now)))) {
      return { ok: false, reason: 'passkey-taken' }
    }
    await forgetFactorAskedAt(userId)
    await deletePendingLogInsOf(userId)
    await deleteRecoveryOf(userId)
    const event = { type: 'authn_passkey_added', ...byOwner(userId), sessionId, from } as const
    await recordEvent({ ...event, personal: { passkey: made.credential.name } }, now)
    return { ok: true }
  })
}

/** A passkey whose making was checked, and which belongs to nobody yet. */
export interface MadePasskey {
  readonly challenge: OurChallenge
  readonly credential: Omit<PasskeyRecord, 'userId' | 'createdAt' | 'lastUsedAt' | 'suspendedAt'>
}

/** Null if it is refused, and the log says why. Changes nothing. @throws Unavailable */
export async function checkMade(text: string, purpose: Purpose): Promise<MadePasskey | null> {
  const response = readRegistration(text)
  const party = relyingParty()
  if (!response || !party) return null
  const { isOurs, found } = recogniser(purpose)
  try {
    const made = await verifyNewCredential(response, { party, isOurs })
    const transports = JSON.stringify(transportsIn(text))
    const credential = { ...made, name: providerName(made.aaguid), transports }
    const challenge = found()
    return challenge && { challenge, credential }
  } catch (err) {
    if (isUnavailable(err)) throw err
    log.info('A new passkey was refused', { err })
    return null
  }
}

/** Call inside a transaction. @returns false if the challenge was answered before */
export function spendChallenge({ challenge }: MadePasskey): Promise<boolean> {
  return insertSpentChallenge(challenge.hash, challenge.expiresAt)
}

/** The passkey of a user who is being created. Call inside that transaction. */
export async function insertFirstPasskey(
  userId: UserId,
  made: MadePasskey,
  now: Date,
): Promise<void> {
  if (!(await insertPasskey(rowOf(userId, made, now)))) {
    throw new Error('Another account has taken the passkey in the meantime')
  }
}

function rowOf(userId: UserId, { credential }: MadePasskey, now: Date): PasskeyRecord {
  return { ...credential, userId, createdAt: now, lastUsedAt: null, suspendedAt: null }
}
