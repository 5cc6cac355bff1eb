/** The state of a form after it was sent, and how its fields are read. */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'

export type FormState<Field extends string> =
  | { status: 'idle' }
  /** It worked, and the form is empty again. */
  | { status: 'done'; message: string }
  | {
      /** `invalid`: a field needs correcting. `refused`: every field is valid by itself. */
      status: 'invalid' | 'refused'
      message: string
      errors: Partial<Record<Field, string>>
      /** Typed values, to show again. Never a password. */
      values: Partial<Record<Field, string>>
    }

/** The state of an action that leads to no other page: its question stays and says why. */
export type ActState =
  | { status: 'idle' }
  /** Nothing was done: the user did not confirm, or did not type what was asked for. */
  | { status: 'unsure'; message: string }

/**
 * The answer to a grave act of a user whose last proof is too old: nothing was done. The form asks for
 * the password, and sends everything again together with it.
 */
export interface ConfirmFirst {
  status: 'confirm-first'
  /** Whose proof it asks for. */
  email: string
  /** All fields that were sent. Never a password. */
  fields: readonly (readonly [name: string, value: string])[]
  /** Why the password was refused. */
  error: string | null
  words: ConfirmFirstWords
}

interface ConfirmFirstWords {
  title: string
  lead: string
  submit: string
  submitting: string
  cancel: string
  /** Null for users without a password. */
  password: { label: string; show: string; hide: string } | null
  /** Null for users without a second factor. */
  code: { label: string; hint: string } | null
  /** Null for users without a passkey. */
  passkey: PasskeyQuestion | null
}

/** Lets the user show a passkey instead. */
interface PasskeyQuestion {
  options: PublicKeyCredentialRequestOptionsJSON
  label: string
  words: { waiting: string; cancelled: string; failed: string }
}

/** True for the answer that a form does not handle itself. */
export function isConfirmFirst(state: unknown): state is ConfirmFirst {
  return (
    typeof state === 'object' &&
    state !== null &&
    'status' in state &&
    state.status === 'confirm-first'
  )
}

/** Name of the field for a code that proves who the user is, since the act may have a `code` of its own. */
export const PROOF_CODE = 'proof-code'

/** True if the user confirmed the question; `what` names what they confirm, if that can vary. */
export function isConfirmed(form: FormData, what = 'yes'): boolean {
  return textField(form, 'sure') === what
}

/** The text of a field; empty if it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Name of the hidden field of a form whose action ends or replaces this session and then says so. */
export const ENDS_SESSION = 'ends-session'
