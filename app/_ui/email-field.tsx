import type { ComponentProps } from 'react'
import { Field } from './field'

type Props = Pick<
  ComponentProps<typeof Field>,
  'label' | 'hint' | 'error' | 'defaultValue' | 'autoFocus'
> & {
  /** `username`: it names the account of a password, or of a passkey. `off`: it is that of another user. */
  autoComplete?: 'username' | 'username webauthn' | 'email' | 'off'
}

/** The field for an email address. */
export function EmailField({ autoComplete = 'username', ...rest }: Props) {
  return (
    <Field
      {...rest}
      name="email"
      type="email"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  )
}
