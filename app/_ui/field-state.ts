import type { FormState } from '@/lib/base/forms'

interface Typed<Field extends string> {
  errors: Partial<Record<Field, string>>
  values: Partial<Record<Field, string>>
}

/** Values and errors of a form's fields: none before the first submission and after success. */
export function fieldState<Field extends string>(state: FormState<Field>): Typed<Field> {
  return 'errors' in state ? state : { errors: {}, values: {} }
}
