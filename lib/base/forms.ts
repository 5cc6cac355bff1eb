/** The shape every form's answer has, and how its fields are read. */

export type FormState<Field extends string> =
  | { status: 'idle' }
  /** Carried out, and the form is empty again. */
  | { status: 'done'; message: string }
  | {
      /** `invalid`: mend a field. `refused`: nothing typed is wrong in itself. */
      status: 'invalid' | 'refused'
      message: string
      errors: Partial<Record<Field, string>>
      /** What was typed, to be shown again. Never a password. */
      values: Partial<Record<Field, string>>
    }

/** What comes of an act that leads nowhere else: its question stays, and says why. */
export type ActState =
  | { status: 'idle' }
  /** Nothing was done: the question was not answered, or something else was typed than asked for. */
  | { status: 'unsure'; message: string }

/** What a form without its question gets. */
export const UNASKED: ActState = {
  status: 'unsure',
  message: 'Nothing was done yet. Read this, and say yes to it.',
}

/** True when the button of a question sent the form; `what` is agreed to, where that may differ. */
export function isSure(form: FormData, what = 'yes'): boolean {
  return textField(form, 'sure') === what
}

/** The text of a field; the empty text when it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
