'use client'

import { Field } from '@/app/_ui/field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { renamePasskeyAction, type RenameState } from './actions'

interface Props {
  id: string
  name: string
  /** In characters. */
  maxLength: number
  words: Omit<Words['passkeys']['page']['rename'], 'missing'>
}

/** Names a passkey. It is folded away, and opens without a script too. */
export function RenameForm({ id, name, maxLength, words }: Props) {
  const { state, form } = useForm<RenameState>(renamePasskeyAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    // Without JavaScript the page reloads with the answer, so it starts open.
    <details open={state.status !== 'idle'} className="group mt-1">
      <summary
        aria-label={words.name}
        className="-mx-1 inline-flex min-h-8 list-none items-center rounded-md px-1 text-sm font-medium text-accent underline underline-offset-4 [&::-webkit-details-marker]:hidden"
      >
        {words.open}
      </summary>
      <Form {...form} className="mt-2 grid max-w-md gap-3">
        <input type="hidden" name="id" value={id} />
        <Field
          id={`name-${id}`}
          name="name"
          label={words.field}
          defaultValue={values.name ?? name}
          maxLength={maxLength}
          autoComplete="off"
          error={errors.name}
        />
        <SubmitButton look="secondary" pendingLabel={words.saving} className="justify-self-start">
          {words.save}
        </SubmitButton>
        <FormMessage state={state} />
      </Form>
    </details>
  )
}
