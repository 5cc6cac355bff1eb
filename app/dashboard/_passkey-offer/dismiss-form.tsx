'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ActState } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'
import { dismissPasskeyOfferAction } from './actions'

export function DismissForm({
  words,
}: {
  words: Pick<Words['passkeys']['offer'], 'dismiss' | 'dismissing'>
}) {
  const { form } = useForm<ActState>(dismissPasskeyOfferAction, { status: 'idle' })
  return (
    <Form {...form}>
      <SubmitButton look="secondary" pendingLabel={words.dismissing}>
        {words.dismiss}
      </SubmitButton>
    </Form>
  )
}
