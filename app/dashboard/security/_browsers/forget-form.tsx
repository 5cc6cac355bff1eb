'use client'

import { Confirmation } from '@/app/_signed-in/confirmation'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ActState } from '@/lib/base/forms'
import { forgetBrowserAction, forgetOtherBrowsersAction } from './actions'

interface Props {
  /** The browser to forget; null for all but this one. */
  browser: string | null
  words: {
    label: string
    /** Accessible name, where the label alone says too little. */
    name?: string
    question: string
    text: string
    yes: string
    pending: string
  }
}

/** A button that asks before it forgets. */
export function ForgetForm({ browser, words }: Props) {
  const { state, isUnanswered, isPending, form } = useForm<ActState>(
    browser === null ? forgetOtherBrowsersAction : forgetBrowserAction,
    { status: 'idle' },
  )
  return (
    <Confirmation
      id={`forget-${browser ?? 'others'}`}
      label={words.label}
      name={words.name}
      look="secondary"
      title={words.question}
      className="self-start sm:self-center"
      answer={{ isPending, isRefused: isUnanswered || state.status === 'unsure' }}
      confirm={
        <Form {...form} className="grid gap-3">
          {browser !== null && <input type="hidden" name="browser" value={browser} />}
          {state.status === 'unsure' && <p className="text-danger">{state.message}</p>}
          {/* Only its value tells the action that the user confirmed. */}
          <SubmitButton name="sure" value="yes" look="danger" pendingLabel={words.pending}>
            {words.yes}
          </SubmitButton>
        </Form>
      }
    >
      {words.text}
    </Confirmation>
  )
}
