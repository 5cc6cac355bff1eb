'use client'

import { CodeField } from '@/app/_ui/code-field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { codeAction, type CodeState } from './actions'

interface Props {
  next: string
  field: Words['secondFactor']['field']
  words: Pick<Words['secondFactor']['logIn'], 'trust' | 'trustHint' | 'submit' | 'submitting'>
}

export function CodeForm({ next, field, words }: Props) {
  const { state, form } = useForm<CodeState>(codeAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      <CodeField words={field} autoFocus={state.status === 'idle'} error={errors.code} />
      <div className="-mt-1">
        <label className="flex min-h-11 items-center gap-3 self-start">
          <input
            type="checkbox"
            name="trust"
            defaultChecked={values.trust === 'on'}
            aria-describedby="trust-hint"
            className="size-5 shrink-0 rounded"
          />
          {words.trust}
        </label>
        <p id="trust-hint" className="pl-8 text-sm text-soft">
          {words.trustHint}
        </p>
      </div>
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
