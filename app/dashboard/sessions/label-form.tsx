'use client'

import { useId } from 'react'
import { FieldError } from '@/app/_ui/field-error'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { isolated } from '@/lib/words/isolated'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { labelSessionAction, type LabelState } from './actions'

interface Props {
  device: { id: string; name: string; label: string }
  words: Words['sessions']['label']
}

/** Names a device. It is folded away, and opens without a script too. */
export function LabelForm({ device, words }: Props) {
  const { state, form } = useForm<LabelState>(labelSessionAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  const id = useId()
  return (
    // Without JavaScript the page reloads with the answer, so it starts open.
    <details open={state.status !== 'idle'} className="group mt-1">
      <summary
        aria-label={fill(words.rename, { device: isolated(device.name) })}
        className="-mx-1 inline-flex min-h-8 list-none items-center rounded-md px-1 text-sm font-medium text-accent underline underline-offset-4 [&::-webkit-details-marker]:hidden"
      >
        {words.open}
      </summary>
      <Form {...form} className="mt-2 grid max-w-md gap-2">
        <input type="hidden" name="session" value={device.id} />
        <label htmlFor={id} className="text-sm font-medium">
          {words.field}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            name="label"
            defaultValue={values.label ?? device.label}
            autoComplete="off"
            aria-invalid={errors.label ? true : undefined}
            aria-describedby={errors.label ? `${id}-error` : undefined}
            className="min-h-11 min-w-40 flex-1 rounded-lg border border-edge bg-surface px-3 text-base text-ink aria-invalid:border-2 aria-invalid:border-danger"
          />
          <SubmitButton look="secondary" pendingLabel={words.saving}>
            {words.save}
          </SubmitButton>
        </div>
        {errors.label ? (
          <FieldError id={`${id}-error`} role="alert">
            {errors.label}
          </FieldError>
        ) : (
          <FormMessage state={state} />
        )}
      </Form>
    </details>
  )
}
