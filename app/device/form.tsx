'use client'

import { Field } from '@/app/_ui/field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { deviceCodeAction, type DeviceCodeState } from './actions'

interface Props {
  /** From a scanned address; else empty. */
  code: string
  words: Words['deviceCode']['enter']
}

export function DeviceCodeForm({ code, words }: Props) {
  const { state, form } = useForm<DeviceCodeState>(deviceCodeAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <Field
        label={words.code}
        name="user_code"
        hint={words.hint}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        required
        autoFocus={state.status === 'idle'}
        defaultValue={values.user_code ?? code}
        error={errors.user_code}
      />
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
