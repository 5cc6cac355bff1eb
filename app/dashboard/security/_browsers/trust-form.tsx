'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ActState } from '@/lib/base/forms'
import { endTrustAction } from './actions'

interface Props {
  browser: string
  /** `name` is the accessible name: the label alone does not say where. */
  words: { label: string; name: string; pending: string }
}

/** Takes trust in one browser back. */
export function TrustForm({ browser, words }: Props) {
  const { form } = useForm<ActState>(endTrustAction, { status: 'idle' })
  return (
    <Form {...form} className="grid">
      <input type="hidden" name="browser" value={browser} />
      <SubmitButton look="secondary" pendingLabel={words.pending} aria-label={words.name}>
        {words.label}
      </SubmitButton>
    </Form>
  )
}
