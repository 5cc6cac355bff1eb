import type { FormState } from '@/lib/base/forms'
import { EMAIL_TAKEN } from './account-faults'
import { Field } from './field'
import { Link } from './link'
import { fieldState } from './field-state'
import { NewPasswordField } from './new-password-field'

export type AccountState = FormState<'name' | 'email' | 'password'>

interface Props {
  state: AccountState
  passwordMinLength: number
  /** URL of the log-in page. */
  logIn: string
}

/** The fields for a new account, with their errors. */
export function AccountFields({ state, passwordMinLength, logIn }: Props) {
  const { errors, values } = fieldState(state)
  return (
    <>
      <Field
        label={
          <>
            Name <span className="font-normal text-soft">(optional)</span>
          </>
        }
        name="name"
        autoComplete="name"
        defaultValue={values.name}
        error={errors.name}
      />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.email}
        error={errors.email === EMAIL_TAKEN ? <EmailTaken logIn={logIn} /> : errors.email}
      />
      <NewPasswordField
        label="Password"
        name="password"
        error={errors.password}
        minLength={passwordMinLength}
      />
    </>
  )
}

function EmailTaken({ logIn }: { logIn: string }) {
  return (
    <>
      {EMAIL_TAKEN}{' '}
      <Link href={logIn} className="font-medium underline underline-offset-4">
        Log in instead
      </Link>
    </>
  )
}
