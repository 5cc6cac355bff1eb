import type { FormState } from '@/lib/forms'

interface Typed<Field extends string> {
  errors: Partial<Record<Field, string>>
  values: Partial<Record<Field, string>>
}

/** What a form's fields show after a try: nothing before the first. */
export function typedInto<Field extends string>(state: FormState<Field>): Typed<Field> {
  return state.status === 'idle' ? { errors: {}, values: {} } : state
}
