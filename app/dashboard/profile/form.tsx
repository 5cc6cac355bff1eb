'use client'

import { Field } from '@/app/_ui/field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SelectField, type SelectOption } from '@/app/_ui/select-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { changeProfileAction, type ProfileState } from './actions'

interface Props {
  name: string
  languages: readonly SelectOption[]
  language: string
  words: Words['profile']['about']
}

export function ProfileForm({ name, languages, language, words }: Props) {
  const { state, form } = useForm<ProfileState>(changeProfileAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <Field
        label={words.name}
        name="name"
        autoComplete="name"
        hint={words.nameHint}
        defaultValue={values.name ?? name}
        error={errors.name}
      />
      <SelectField label={words.language} name="language" options={languages} chosen={language} />
      <SubmitButton pendingLabel={words.submitting} className="sm:self-start">
        {words.submit}
      </SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
