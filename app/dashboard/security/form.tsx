'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { NewPasswordField } from '@/app/_ui/new-password-field'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import { ENDS_SESSION } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'
import { changePasswordAction, type PasswordState } from './actions'

interface Props {
  email: string
  fields: Pick<Words['accounts'], 'currentPassword' | 'newPassword'>
  passwordMinLength: number
  words: Words['security']['form']
}

export function PasswordForm({ email, fields, passwordMinLength, words }: Props) {
  const { state, form } = useForm<PasswordState>(changePasswordAction, { status: 'idle' })
  const { errors } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      {/* Without it a slow answer is overtaken by the news of the new session, and never read. */}
      <input type="hidden" name={ENDS_SESSION} value="yes" />
      <PasswordField
        words={fields.currentPassword}
        name="current-password"
        autoComplete="current-password"
        required
        error={errors.current}
      />
      <NewPasswordField
        words={fields.newPassword}
        name="new-password"
        error={errors.next}
        minLength={passwordMinLength}
      />
      <SubmitButton pendingLabel={words.submitting} className="sm:self-start">
        {words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
