import { env } from '@/lib/base/env'
import type { PasswordRefusal } from '@/lib/passwords/policy'
import type { AccountFault } from '@/lib/users/account'
import { EMAIL_TAKEN } from './account-faults'
import { isPasswordRefusal, passwordError } from './password-words'

type Field = 'name' | 'email' | 'password'

const FAULTS: Record<Exclude<AccountFault, PasswordRefusal>, [Field, string]> = {
  'address-taken': ['email', EMAIL_TAKEN],
  'bad-address': ['email', 'Enter an email address such as ada@example.com.'],
  'name-too-long': ['name', 'That name is too long. Use a shorter one.'],
}

interface InvalidState {
  status: 'invalid'
  message: string
  errors: Partial<Record<Field, string>>
}

/** The state of an account form with faults: a message, and an error for each field. */
export function accountFaults(faults: readonly AccountFault[], before: string): InvalidState {
  const { passwordMinLength } = env()
  const errors = Object.fromEntries(
    faults.map((fault) =>
      isPasswordRefusal(fault)
        ? ['password', passwordError(fault, passwordMinLength)]
        : FAULTS[fault],
    ),
  )
  const what = faults.length === 1 ? 'One thing needs' : 'Some things need'
  return { status: 'invalid', message: `${what} mending before ${before}.`, errors }
}
