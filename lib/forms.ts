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

/** The text of a field; the empty text when it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
