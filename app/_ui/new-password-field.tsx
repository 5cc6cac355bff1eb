'use client'

import type { ComponentProps } from 'react'
import type { Words } from '@/lib/words/catalogues'
import { PasswordField } from './password-field'
import { usePasswordRating } from './password-strength'

interface Props extends Omit<
  ComponentProps<typeof PasswordField>,
  'autoComplete' | 'hint' | 'required' | 'words'
> {
  words: Words['accounts']['newPassword']
  minLength: number
}

/** An input for a new password, which rates it while the user types. */
export function NewPasswordField({ minLength, words, ...rest }: Props) {
  const strength = usePasswordRating(minLength, words.rating)
  return (
    <PasswordField {...rest} {...strength} words={words} autoComplete="new-password" required />
  )
}
