'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { NewPasswordField } from '@/app/_ui/new-password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import { resetPasswordAction, type ResetState } from './actions'

interface Props {
  token: string
  email: string
  passwordMinLength: number
}

export function ResetPasswordForm({ token, email, passwordMinLength }: Props) {
  const { state, form } = useForm<ResetState>(resetPasswordAction, { status: 'idle' })
  const { errors } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField
        label="New password"
        what="new password"
        name="new-password"
        error={errors.password}
        minLength={passwordMinLength}
      />
      <SubmitButton pendingLabel="Setting password…">Set password</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
