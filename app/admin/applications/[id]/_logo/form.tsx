'use client'

import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import { LinesField } from '../../../_ui/lines-field'
import { Hidden } from '@/app/_signed-in/hidden'
import type { Words } from '@/lib/words/catalogues'
import { setAppLogoAction, type LogoState } from './actions'

interface Props {
  app: string
  hasLogo: boolean
  words: Omit<Words['applications']['logo'], 'title' | 'lead' | 'faults'>
}

/** Takes the picture as text, since no form of ours sends files. */
export function LogoForm({ app, hasLogo, words }: Props) {
  const { state, form } = useForm<LogoState>(setAppLogoAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <Hidden fields={{ app }} />
      <LinesField
        name="logo"
        label={words.label}
        hint={words.hint}
        defaultValue={values.logo}
        error={errors.logo}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel={words.saving}>{words.save}</SubmitButton>
        {hasLogo && (
          <SubmitButton look="secondary" name="remove" value="yes" pendingLabel={words.saving}>
            {words.remove}
          </SubmitButton>
        )}
      </div>
      <FormMessage state={state} />
    </Form>
  )
}
