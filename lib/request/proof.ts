/** Takes a new proof of who a signed-in user is. */
import 'server-only'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { confirmUser, type ConfirmResult } from '@/lib/sessions/confirm'
import { confirmWithPasskey, type PasskeyConfirmResult } from '@/lib/sessions/confirm-passkey'
import { checkWhileRecovering } from '@/lib/sessions/recovery'
import { clientInfo } from './client-info'
import { withOutage } from './outage'
import { setAccessCookie } from './session-cookies'

export type ShownProof = { password: string; code: string } | { passkey: string }

export type ProofRefusal = Exclude<ConfirmResult | PasskeyConfirmResult, { ok: true }>

type Proof = { ok: true; actor: Actor } | ProofRefusal

/**
 * Checks a passkey of the signed-in user, or the password and a code if they have a second factor.
 * Gives this browser the access token that proves it.
 * In server actions only.
 *
 * @returns the user as the new token says
 */
export async function proveAgain(actor: Actor, shown: ShownProof): Promise<Proof> {
  const from = await clientInfo()
  const result = await withOutage<ConfirmResult | PasskeyConfirmResult>(() =>
    'passkey' in shown
      ? confirmWithPasskey(actor, { ...shown, from })
      : confirmUser(actor, { ...shown, from }),
  )
  if (!result.ok) return result
  const { token } = result
  const proven = await withOutage(() => authenticate(token.access, 'web'))
  if (!proven.ok) return { ok: false, reason: 'overtaken' }
  await setAccessCookie(token)
  return { ok: true, actor: proven.actor }
}

/**
 * Checks the password of a user who is recovering, for an act on second factors that comes with it.
 * The browser gets no token by it.
 *
 * @returns the same user
 */
export async function proveWhileRecovering(actor: Actor, password: string): Promise<Proof> {
  const from = await clientInfo()
  const result = await withOutage(() => checkWhileRecovering(actor, { password, from }))
  return result.ok ? { ok: true, actor } : result
}
