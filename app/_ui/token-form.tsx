'use client'

import type { FormState } from '@/lib/base/forms'
import { Form } from './form'
import { useForm, type Act } from './form-answer'
import { FormMessage } from './form-message'
import { SubmitButton } from './submit-button'

interface Props {
  action: Act<FormState<never>>
  /** Of the link in the mail that led here. */
  token: string
  words: { readonly submit: string; readonly submitting: string }
  /** Of the button. */
  className?: string
}

/** Uses up the link of a mail: a program that opens the links in mails sends no form. */
export function TokenForm({ action, token, words, className }: Props) {
  const { state, form } = useForm<FormState<never>>(action, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      <SubmitButton pendingLabel={words.submitting} className={className}>
        {words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
