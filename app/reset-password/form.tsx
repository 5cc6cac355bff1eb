'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { NewPasswordField } from '@/app/_ui/new-password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { resetPasswordAction, type ResetState } from './actions'

interface Props {
  token: string
  email: string
  words: Words['resetPassword']['form']
  password: Words['accounts']['newPassword']
  passwordMinLength: number
  /** What to do about new passkeys; null if there are none. */
  passkeys: string | null
}

export function ResetPasswordForm(props: Props) {
  const { token, email, words, password, passwordMinLength, passkeys } = props
  const { state, form } = useForm<ResetState>(resetPasswordAction, { status: 'idle' })
  const { errors } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField
        words={password}
        name="new-password"
        error={errors.password}
        minLength={passwordMinLength}
      />
      {passkeys && (
        <label className="flex min-h-11 items-start gap-3 self-start">
          <input
            type="checkbox"
            name="remove-passkeys"
            className="mt-0.5 size-5 shrink-0 rounded"
          />
          {passkeys}
        </label>
      )}
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
