import type { FormState } from '@/lib/forms'
import { Field } from './field'
import { FormMessage } from './form-message'
import { typedInto } from './form-values'
import { PasswordField } from './password-field'
import { passwordHint } from './password-words'

export type AccountState = FormState<'name' | 'email' | 'password'>

interface Props {
  state: AccountState
  passwordMinLength: number
}

/** What is typed to open an account, and what is to be mended in it. */
export function AccountFields({ state, passwordMinLength }: Props) {
  const { errors, values } = typedInto(state)
  return (
    <>
      <FormMessage state={state} />
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
        error={errors.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        error={errors.password}
        hint={passwordHint(passwordMinLength)}
      />
    </>
  )
}
