'use client'

import type { ComponentProps } from 'react'
import { PasswordField } from './password-field'
import { useStrength } from './password-strength'
import { passwordHint } from './password-words'

interface Props extends Omit<
  ComponentProps<typeof PasswordField>,
  'autoComplete' | 'hint' | 'required'
> {
  minLength: number
}

/** A password input for one to be chosen, which says meanwhile how it looks. */
export function NewPasswordField({ minLength, ...rest }: Props) {
  const strength = useStrength(minLength, passwordHint(minLength))
  return <PasswordField {...rest} {...strength} autoComplete="new-password" required />
}
