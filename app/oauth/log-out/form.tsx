'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import { ENDS_SESSION, type FormState } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'
import { appLogOutAction } from './actions'

interface Props {
  /** The id of the application's request. */
  request: string
  words: Pick<Words['oauth']['logOut'], 'this' | 'everywhere' | 'sending'>
}

export function LogOutForm({ request, words }: Props) {
  const { state, form } = useForm<FormState<never>>(appLogOutAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="request" value={request} />
      <input type="hidden" name={ENDS_SESSION} value="yes" />
      <SubmitButton name="scope" value="this" pendingLabel={words.sending}>
        {words.this}
      </SubmitButton>
      <SubmitButton look="secondary" name="scope" value="everywhere" pendingLabel={words.sending}>
        {words.everywhere}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
