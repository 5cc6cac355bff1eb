import type { FormState } from '@/lib/base/forms'

interface Typed<Field extends string> {
  errors: Partial<Record<Field, string>>
  values: Partial<Record<Field, string>>
}

/** What a form's fields show after a try: nothing before the first, and nothing once it worked. */
export function typedInto<Field extends string>(state: FormState<Field>): Typed<Field> {
  return 'errors' in state ? state : { errors: {}, values: {} }
}
