'use client'

import { Form } from '@/app/_ui/form'
import type { FormParts } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import type { AskState } from './actions'

interface Props {
  /** The address of the log-in that must wait; empty on a new page without JavaScript. */
  email: string
  words: Words['letIn']['offer']
  asked: { state: AskState; form: FormParts }
}

/** Offers a user who must wait a link that ends the wait of this browser. */
export function LetInOffer({ email, words, asked: { state, form } }: Props) {
  const isAnswered = email === '' || email === state.email
  return (
    <Form {...form} className="flex flex-col gap-4">
      {!(isAnswered && state.status === 'done') && (
        <>
          <input type="hidden" name="email" value={email || state.email} />
          <p className="text-soft">{words.text}</p>
          <SubmitButton look="secondary" pendingLabel={words.submitting}>
            {words.submit}
          </SubmitButton>
        </>
      )}
      {isAnswered && <FormMessage state={state} />}
    </Form>
  )
}
