'use client'

import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { verifyEmailAction, type VerifyState } from './actions'

interface Props {
  token: string
  email: string
  /** Not in a session of this user. */
  asksPassword: boolean
  words: Words['verifyEmail']['form']
  password: Words['accounts']['password']
}

export function VerifyEmailForm({ token, email, asksPassword, words, password }: Props) {
  const { state, form } = useForm<VerifyState>(verifyEmailAction, { status: 'idle' })
  const { errors } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      {asksPassword && (
        <>
          {/* Tells a password manager whose password this is. */}
          <input
            type="text"
            name="username"
            autoComplete="username"
            value={email}
            readOnly
            hidden
          />
          <PasswordField
            words={password}
            name="password"
            autoComplete="current-password"
            required
            autoFocus={state.status === 'idle'}
            error={errors.password}
          />
        </>
      )}
      <SubmitButton pendingLabel={words.submitting}>
        {asksPassword ? words.submitWithPassword : words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
