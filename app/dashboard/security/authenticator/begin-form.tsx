'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormFailure } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ActState } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'
import { beginAuthenticatorAction } from './actions'

export function BeginForm({
  words,
}: {
  words: Pick<Words['secondFactor']['authenticator'], 'begin' | 'beginning'>
}) {
  const { form } = useForm<ActState>(beginAuthenticatorAction, { status: 'idle' })
  return (
    <Form {...form} className="grid justify-items-start gap-3">
      <SubmitButton pendingLabel={words.beginning}>{words.begin}</SubmitButton>
      <FormFailure />
    </Form>
  )
}
