import type { AccountFault } from '@/lib/users/account'
import type { Language } from '@/lib/request/language'
import { isPasswordRefusal, passwordError } from './password-words'

type Field = 'name' | 'email' | 'password'

interface InvalidState {
  status: 'invalid'
  message: string
  errors: Partial<Record<Field, string>>
}

/** The state of an account form with faults: a message, and an error for each field. */
export function accountFaults(faults: readonly AccountFault[], reader: Language): InvalidState {
  const { accounts } = reader.words
  const errors: InvalidState['errors'] = {}
  for (const fault of faults) {
    if (isPasswordRefusal(fault)) errors.password = passwordError(fault, reader)
    else errors[FIELDS[fault]] = accounts.faults[fault]
  }
  const [field, ...others] = Object.keys(errors) as Field[]
  const message = field && others.length === 0 ? accounts.check[field] : accounts.check.several
  return { status: 'invalid', message, errors }
}

const FIELDS = {
  'address-taken': 'email',
  'bad-address': 'email',
  'name-too-long': 'name',
} as const
