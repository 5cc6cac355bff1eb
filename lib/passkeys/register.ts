/** Adds a passkey to an account. */
import { lockOf, transaction } from '@/db/connection'
import {
  countPasskeys,
  insertPasskey,
  insertSpentChallenge,
  type PasskeyRecord,
} from '@/db/queries/passkeys'
import { isUnavailable } from '@/lib/base/unavailable'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { Actor } from '@/lib/sessions/authenticate'
import { log } from '@/lib/telemetry/log'
import { providerName } from './authenticators'
import { readChallenge, type OurChallenge } from './challenge'
import { relyingParty } from './relying-party'
import { readRegistration, transportsIn } from './responses'
import { verifyNewCredential } from './webauthn'

/** More than a user has devices. */
export const PASSKEYS_MAX = 30

export type RegisterResult =
  | { ok: true; passkey: PasskeyRecord }
  | {
      ok: false
      reason: 'passkey-refused' | 'passkey-expired' | 'passkey-taken' | 'too-many-passkeys'
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
  const checked = await check(actor, text)
  if (!checked) return { ok: false, reason: 'passkey-refused' }
  const { challenge, credential } = checked
  const { userId, sessionId } = actor
  const passkey = { ...credential, userId, createdAt: now, lastUsedAt: null, suspendedAt: null }
  return transaction({ locks: lockOf(userId) }, async (): Promise<RegisterResult> => {
    if (now >= challenge.expiresAt) return { ok: false, reason: 'passkey-expired' }
    if ((await countPasskeys(userId)) >= PASSKEYS_MAX) {
      return { ok: false, reason: 'too-many-passkeys' }
    }
    if (!(await insertSpentChallenge(challenge.hash, challenge.expiresAt))) {
      return { ok: false, reason: 'passkey-expired' }
    }
    if (!(await insertPasskey(passkey))) return { ok: false, reason: 'passkey-taken' }
    const event = { type: 'authn_passkey_added', ...byOwner(userId), sessionId, from } as const
    await recordEvent({ ...event, personal: { passkey: passkey.name } }, now)
    return { ok: true, passkey }
  })
}

type Credential = Omit<PasskeyRecord, 'userId' | 'createdAt' | 'lastUsedAt' | 'suspendedAt'>

async function check(
  { sessionId }: Actor,
  text: string,
): Promise<{ challenge: OurChallenge; credential: Credential } | null> {
  const response = readRegistration(text)
  const party = relyingParty()
  if (!response || !party) return null
  const seen: { challenge: OurChallenge | null } = { challenge: null }
  const isOurs = async (challenge: string) => {
    seen.challenge = await readChallenge(challenge, `register ${sessionId}`)
    return seen.challenge !== null
  }
  try {
    const made = await verifyNewCredential(response, { party, isOurs })
    const transports = JSON.stringify(transportsIn(text))
    const credential = { ...made, name: providerName(made.aaguid), transports }
    return seen.challenge && { challenge: seen.challenge, credential }
  } catch (err) {
    if (isUnavailable(err)) throw err
    log.info('A new passkey was refused', { err })
    return null
  }
}
