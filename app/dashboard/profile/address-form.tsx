'use client'

import { EmailField } from '@/app/_ui/email-field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { askForAddressAction, type AddressState } from './actions'

export function AddressForm({ words }: { words: Words['profile']['address']['form'] }) {
  const { state, form } = useForm<AddressState>(askForAddressAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <EmailField
        label={words.email}
        autoComplete="email"
        hint={words.hint}
        defaultValue={values.email}
        error={errors.email}
      />
      <SubmitButton look="secondary" pendingLabel={words.submitting} className="sm:self-start">
        {words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
