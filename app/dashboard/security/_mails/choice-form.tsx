'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/base/forms'
import { chooseNoticesAction } from './actions'

interface Props {
  choices: readonly { kind: string; label: string; isWanted: boolean }[]
  words: { submit: string; submitting: string }
}

export function NoticeChoiceForm({ choices, words }: Props) {
  const { state, form } = useForm<FormState<never>>(chooseNoticesAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-3">
      {choices.map(({ kind, label, isWanted }) => (
        <label key={kind} className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            name="notice"
            value={kind}
            defaultChecked={isWanted}
            className="size-5 shrink-0 rounded"
          />
          {label}
        </label>
      ))}
      <SubmitButton look="secondary" pendingLabel={words.submitting} className="sm:self-start">
        {words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
