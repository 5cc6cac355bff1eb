import type { FormState } from '@/lib/base/forms'

/** The answer to a form that may show new recovery codes, once. */
export type CodesState = FormState<'code'> | { status: 'codes'; codes: readonly string[] }
