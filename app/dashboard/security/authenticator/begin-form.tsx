'use client'

import type { ButtonLook } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm, type Act } from '@/app/_ui/form-answer'
import { FormFailure } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ActState } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  action: Act<ActState>
  label: string
  look?: ButtonLook
  words: Pick<Words['secondFactor']['authenticator'], 'beginning'>
}

/** Begins to set up an app. */
export function BeginForm({ action, label, look = 'primary', words }: Props) {
  const { form } = useForm<ActState>(action, { status: 'idle' })
  return (
    <Form {...form} className="grid justify-items-start gap-3">
      <SubmitButton look={look} pendingLabel={words.beginning}>
        {label}
      </SubmitButton>
      <FormFailure />
    </Form>
  )
}
