'use client'

import { Form } from '@/app/_ui/form'
import { useForm, type Act } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/base/forms'

interface Props {
  action: Act<FormState<never>>
  /** The id of the request that waits. */
  request: string
  words: { allow: string; refuse: string; sending: string }
}

/** Answers a request to use the account. */
export function AllowForm({ action, request, words }: Props) {
  const { state, form } = useForm<FormState<never>>(action, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="request" value={request} />
      <SubmitButton name="answer" value="allow" pendingLabel={words.sending}>
        {words.allow}
      </SubmitButton>
      <SubmitButton look="secondary" name="answer" value="refuse" pendingLabel={words.sending}>
        {words.refuse}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
