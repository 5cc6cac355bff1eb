'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { PasswordField } from '@/app/_ui/password-field'
import { passwordHint } from '@/app/_ui/password-words'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { resetPasswordAction } from './actions'

export type ResetState = FormState<'password'>

interface Props {
  token: string
  email: string
  passwordMinLength: number
}

export function ResetPasswordForm({ token, email, passwordMinLength }: Props) {
  const [state, action] = useActionState<ResetState, FormData>(resetPasswordAction, {
    status: 'idle',
  })
  const { errors } = typedInto(state)
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="New password"
        what="new password"
        name="new-password"
        autoComplete="new-password"
        required
        error={errors.password}
        hint={passwordHint(passwordMinLength)}
      />
      <SubmitButton pendingLabel="Setting password…">Set password</SubmitButton>
    </form>
  )
}
