/** Reads and checks the form for a new account. */
import { findUserRowByEmail } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import { refusalOfNewPassword, type PasswordRefusal } from '@/lib/passwords/policy'
import { judgePassword } from '@/lib/passwords/strength'
import { parseEmail, type EmailAddress } from './email'
import { isNameTooLong, oneLine } from './name'

export interface AccountInput {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** Each belongs to one field. */
export type AccountFault = 'bad-address' | 'address-taken' | 'name-too-long' | PasswordRefusal

export interface Account {
  readonly email: EmailAddress | null
  readonly name: string
  readonly password: string
  /** The faults found without expensive checks. */
  readonly faults: readonly AccountFault[]
  /** True when the password is refused already, so that it needs no judging. */
  readonly isRefused: boolean
}

export function readAccount(input: AccountInput): Account {
  const { email, name, faults } = readOwner(input)
  const refusal = refusalOfNewPassword(input.password, env().passwordMinLength)
  return {
    ...{ email, name, password: input.password },
    faults: refusal ? [...faults, refusal] : faults,
    isRefused: refusal !== null,
  }
}

/** Whose account it will be: everything but how they log in. */
export function readOwner(
  input: Pick<AccountInput, 'email' | 'name'>,
): Pick<Account, 'email' | 'name' | 'faults'> {
  const email = parseEmail(input.email)
  const name = oneLine(input.name)
  const faults: AccountFault[] = [
    ...(email ? [] : ['bad-address' as const]),
    ...(isNameTooLong(name) ? ['name-too-long' as const] : []),
  ]
  return { email, name, faults }
}

export interface JudgedAccount {
  faults: AccountFault[]
  /** How hard the password is to guess. */
  strength: number
}

/** All faults but a taken address. Takes time on a worker thread. @throws HashingBusy */
export async function judgeFields({
  email,
  name,
  password,
  faults,
}: Account): Promise<JudgedAccount> {
  const judged = await judgePassword(password, { email: email?.address ?? '', name })
  const found = [...faults, ...(judged.refusal ? [judged.refusal] : [])]
  return { faults: found, strength: judged.strength }
}

/** All faults, for a form that may tell who has an account. @throws HashingBusy */
export async function judgeAccount(account: Account): Promise<JudgedAccount> {
  const { email } = account
  const { faults, strength } = await judgeFields(account)
  const isTaken = email !== null && (await findUserRowByEmail(email.key)) !== null
  return { faults: [...faults, ...(isTaken ? ['address-taken' as const] : [])], strength }
}
