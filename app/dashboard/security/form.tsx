'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { PasswordField } from '@/app/_ui/password-field'
import { passwordHint } from '@/app/_ui/password-words'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { changePasswordAction } from './actions'

export type PasswordState = FormState<'current' | 'next'>

interface Props {
  email: string
  passwordMinLength: number
}

export function PasswordForm({ email, passwordMinLength }: Props) {
  const [state, action] = useActionState<PasswordState, FormData>(changePasswordAction, {
    status: 'idle',
  })
  const { errors } = typedInto(state)
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="Current password"
        what="current password"
        name="current-password"
        autoComplete="current-password"
        required
        error={errors.current}
      />
      <PasswordField
        label="New password"
        what="new password"
        name="new-password"
        autoComplete="new-password"
        required
        error={errors.next}
        hint={passwordHint(passwordMinLength)}
      />
      <SubmitButton pendingLabel="Changing password…" className="sm:self-start">
        Change password
      </SubmitButton>
    </form>
  )
}
