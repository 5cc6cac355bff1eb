/** Lets a signed-in user prove with a passkey who they are, before a grave act. */
import { lockOf, transaction } from '@/db/connection'
import type { SeenFrom } from '@/lib/events/events'
import { checkAssertion, spendAssertion } from '@/lib/passkeys/assertion'
import type { PasskeyRefusal } from '@/lib/passkeys/refusals'
import { count } from '@/lib/telemetry/metrics'
import type { Actor } from './authenticate'
import { confirmedToken, livingSession, recordConfirmation, type ConfirmedToken } from './confirm'

export interface PasskeyConfirmation {
  /** The JSON of what the passkey signed. */
  readonly passkey: string
  readonly from: SeenFrom
}

export type PasskeyConfirmResult =
  | { ok: true; token: ConfirmedToken }
  /** `overtaken`: the actor's session ended in the meantime. */
  | { ok: false; reason: PasskeyRefusal | 'overtaken' }

/**
 * The same as `confirmUser`, by a passkey that answered a challenge of this session.
 *
 * @throws Unavailable
 */
export async function confirmWithPasskey(
  actor: Actor,
  confirmation: PasskeyConfirmation,
  now = new Date(),
): Promise<PasskeyConfirmResult> {
  const result = await tryToConfirm(actor, confirmation, now)
  count('confirmations', { result: result.ok ? 'success' : result.reason })
  return result
}

async function tryToConfirm(
  actor: Actor,
  { passkey, from }: PasskeyConfirmation,
  now: Date,
): Promise<PasskeyConfirmResult> {
  const assertion = await checkAssertion(passkey, `confirm ${actor.sessionId}`)
  if (!assertion.ok) return assertion
  if (assertion.userId !== actor.userId) return { ok: false, reason: 'passkey-refused' }
  const session = await transaction({ locks: lockOf(actor.userId) }, async () => {
    const living = await livingSession(actor, now)
    if (!living) return 'overtaken'
    const refusal = await spendAssertion(assertion, from, now)
    await recordConfirmation(actor, refusal ? 'authn_confirm_fail' : 'authn_confirm', from, now)
    return refusal ?? living
  })
  if (typeof session === 'string') return { ok: false, reason: session }
  return { ok: true, token: await confirmedToken(actor, session, assertion.amr, now) }
}
