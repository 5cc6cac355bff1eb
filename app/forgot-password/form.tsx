'use client'

import { EmailField } from '@/app/_ui/email-field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { forgotPasswordAction, type ForgotState } from './actions'

export function ForgotPasswordForm({ words }: { words: Words['forgotPassword']['form'] }) {
  const { state, form } = useForm<ForgotState>(forgotPasswordAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <EmailField
        label={words.email}
        autoFocus={state.status === 'idle'}
        defaultValue={values.email}
        error={errors.email}
      />
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
