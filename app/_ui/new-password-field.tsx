'use client'

import type { ComponentProps } from 'react'
import { PasswordField } from './password-field'
import { usePasswordRating } from './password-strength'
import { passwordHint } from './password-words'

interface Props extends Omit<
  ComponentProps<typeof PasswordField>,
  'autoComplete' | 'hint' | 'required'
> {
  minLength: number
}

/** An input for a new password, which rates it while the user types. */
export function NewPasswordField({ minLength, ...rest }: Props) {
  const strength = usePasswordRating(minLength, passwordHint(minLength))
  return <PasswordField {...rest} {...strength} autoComplete="new-password" required />
}
