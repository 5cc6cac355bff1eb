/** Checks what a passkey has signed. */
import {
  findPasskey,
  insertSpentChallenge,
  updatePasskey,
  type PasskeyRecord,
} from '@/db/queries/passkeys'
import type { UserId } from '@/lib/base/ids'
import { isUnavailable } from '@/lib/base/unavailable'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'
import type { Method } from '@/lib/tokens/acr'
import { recogniser, type OurChallenge, type Purpose } from './challenge'
import { methodsOfPasskey } from './methods'
import { userHandle } from './options'
import type { PasskeyRefusal } from './refusals'
import { relyingParty } from './relying-party'
import { readAssertion } from './responses'
import { verifyAssertion } from './webauthn'

/** A signature that is right. `spendAssertion` says whether it counts. */
export interface Assertion {
  readonly userId: UserId
  readonly passkeyId: string
  readonly amr: readonly Method[]
  readonly counter: number
  readonly backedUp: boolean
  readonly challenge: OurChallenge
}

export type AssertionCheck = ({ ok: true } & Assertion) | { ok: false; reason: PasskeyRefusal }

/**
 * Checks the signature, the origin, the RP ID, the challenge, the owner, and that the authenticator
 * verified its user. Changes nothing.
 *
 * @param text the JSON of `navigator.credentials.get`
 * @throws Unavailable
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function checkAssertion(text: string, purpose: Purpose): Promise<AssertionCheck> {
  const response = readAssertion(text)
  const party = relyingParty()
  if (!response || !party) return { ok: false, reason: 'passkey-refused' }
  const passkey = await findPasskey(response.id)
  if (!passkey) return { ok: false, reason: 'unknown-passkey' }
  const { isOurs, found } = recogniser(purpose)
  try {
    const signed = await verifyAssertion(response, credentialOf(passkey), { party, isOurs })
    const challenge = found()
    if (!challenge) return { ok: false, reason: 'passkey-refused' }
    return {
      ...{ ok: true, userId: passkey.userId, passkeyId: passkey.id, challenge, ...signed },
      amr: methodsOfPasskey(passkey),
    }
  } catch (err) {
    if (isUnavailable(err)) throw err
    log.info('A passkey was refused', { err })
    return { ok: false, reason: 'passkey-refused' }
  }
}

/**
 * Uses the assertion up. Call inside a transaction over its user; what it writes must stay, also when
 * it refuses.
 *
 * @throws Unavailable
 */
export async function spendAssertion(
  { passkeyId, userId, counter, backedUp, challenge }: Assertion,
  from: SeenFrom,
  now: Date,
): Promise<PasskeyRefusal | null> {
  const passkey = await findPasskey(passkeyId)
  if (passkey?.userId !== userId) return 'unknown-passkey'
  if (now >= challenge.expiresAt) return 'passkey-expired'
  if (!(await insertSpentChallenge(challenge.hash, challenge.expiresAt))) return 'passkey-expired'
  if (passkey.suspendedAt !== null) return 'passkey-suspended'
  if (wentBack(passkey.counter, counter)) {
    await updatePasskey(passkey, { suspendedAt: now })
    const personal = { passkey: passkey.name }
    await recordEvent({ type: 'authn_passkey_suspended', userId, from, personal }, now)
    return 'passkey-suspended'
  }
  await updatePasskey(passkey, { counter, backedUp, lastUsedAt: now })
  return null
}

/** Authenticators that count never show a number again; others always show 0. */
function wentBack(before: number, shown: number): boolean {
  return (before !== 0 || shown !== 0) && shown <= before
}

function credentialOf({ id, publicKey, userId }: PasskeyRecord) {
  return { id, publicKey, userHandle: Buffer.from(userHandle(userId)).toString('base64url') }
}
