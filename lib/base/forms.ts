/** The state of a form after it was sent, and how its fields are read. */

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

/** True if the user confirmed the question; `what` names what they confirm, if that can vary. */
export function isConfirmed(form: FormData, what = 'yes'): boolean {
  return textField(form, 'sure') === what
}

/** The text of a field; empty if it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
