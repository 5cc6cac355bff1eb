/** Grave acts ask who it is again, in the same submit as the act. */
import 'server-only'
import { redirect } from 'next/navigation'
import { codeError } from '@/app/_ui/code-words'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { textField, type ConfirmFirst, PROOF_CODE } from '@/lib/base/forms'
import { isPasskeyRefusal } from '@/lib/passkeys/refusals'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import {
  proveAgain,
  proveWhileRecovering,
  type ProofRefusal,
  type ShownProof,
} from '@/lib/request/proof'
import { requestedPath } from '@/lib/request/requested-path'
import type { Actor } from '@/lib/sessions/authenticate'
import { confirmWays } from '@/lib/sessions/confirm-ways'
import { isProven } from '@/lib/sessions/recent'
import { isRecovering } from '@/lib/sessions/recovery'

type Act<T> = (actor: Actor, form: FormData) => Promise<T>

interface Rules {
  /** False for forms that need no proof, where only some do. */
  readonly isGrave?: (form: FormData) => boolean
  /**
   * The act changes second factors: a user who logged in with a recovery code has lost theirs, so for a
   * while the password is enough.
   */
  readonly mends?: boolean
}

/**
 * `act` for users who have proved who they are less than `STEP_UP_MAX_AGE` ago. It asks others for
 * their password, and a code if they have a second factor, or a passkey, and acts when they come with
 * the form.
 * `Form` shows the question.
 */
export function grave<T>(
  act: Act<T>,
  { isGrave = () => true, mends = false }: Rules = {},
): Act<T | ConfirmFirst> {
  return async (actor, form) => {
    if (!isGrave(form) || (await withOutage(() => isProven(actor)))) return act(actor, form)
    const isMending = mends && isRecovering(actor)
    const shown = shownIn(form)
    if (!shown) return ask(actor, form, { isMending })
    const proof =
      isMending && 'password' in shown
        ? await proveWhileRecovering(actor, shown.password)
        : await proveAgain(actor, shown)
    if (proof.ok) return act(proof.actor, form)
    return ask(actor, form, { isMending, error: await proofError(proof, await language()) })
  }
}

/**
 * What the user proves with: a passkey, or a password and a code. Null if the form has neither.
 *
 * @param code the name of its field
 */
export function shownIn(form: FormData, code = PROOF_CODE): ShownProof | null {
  const [passkey, password] = [textField(form, 'passkey'), textField(form, 'password')]
  if (passkey !== '') return { passkey }
  return password === '' ? null : { password, code: textField(form, code) }
}

/** Why a password and a code proved nothing, in words. A session that has ended leads to the log-in page. */
export async function proofError(refusal: ProofRefusal, reader: Language): Promise<string> {
  if (isThrottled(refusal)) return throttleWords(refusal, reader)
  // The guard of the page decides: a user who is still signed in is asked again.
  if (refusal.reason === 'overtaken') redirect(await requestedPath())
  if (refusal.reason === 'wrong-code') return codeError(refusal, reader)
  const { noCode, wrong } = reader.words.confirm.faults
  if (isPasskeyRefusal(refusal.reason)) return reader.words.passkeys.faults[refusal.reason]
  return refusal.reason === 'code-missing' ? noCode : wrong
}

async function ask(
  actor: Actor,
  form: FormData,
  { isMending, error = null }: { isMending: boolean; error?: string | null },
): Promise<ConfirmFirst> {
  const { accounts, common, confirm, passkeys, secondFactor } = (await language()).words
  const { password, code, passkey } = await withOutage(() => confirmWays(actor))
  const { use: label, waiting, cancelled, failed } = passkeys.show
  const words = {
    ...{ ...confirm.first, cancel: common.cancel },
    password: password ? accounts.password : null,
    code: code && !isMending ? secondFactor.field : null,
    passkey: passkey && { options: passkey, label, words: { waiting, cancelled, failed } },
  }
  return { status: 'confirm-first', email: actor.email, fields: fieldsOf(form), error, words }
}

/** What the form sends again: without passwords and codes, and without what names the action. */
function fieldsOf(form: FormData): [string, string][] {
  const isKept = (field: [string, FormDataEntryValue]): field is [string, string] =>
    typeof field[1] === 'string' && !/^\$|password|^proof-code$|^passkey$|^username$/.test(field[0])
  return [...form].filter(isKept)
}
