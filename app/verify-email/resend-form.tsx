'use client'

import { useEffect, useState } from 'react'
import { EmailField } from '@/app/_ui/email-field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { resendVerificationAction, type ResendState } from './actions'

interface Props {
  /** Empty: the visitor is asked for it. */
  email: string
  words: Words['verifyEmail']['resend']
  /** A mail has just been sent. */
  waits?: boolean
}

const WAIT_SECONDS = 60

export function ResendForm({ email, words, waits = false }: Props) {
  const { state, form } = useForm<ResendState>(resendVerificationAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  const left = useCountdown(waits || state.status === 'done' ? WAIT_SECONDS : 0, state)
  return (
    <Form {...form} className="flex flex-col gap-4">
      {email ? (
        <input type="hidden" name="email" value={email} />
      ) : (
        <EmailField label={words.email} defaultValue={values.email} error={errors.email} />
      )}
      {left > 0 ? (
        <p className="text-sm text-soft">{fill(words.wait, { n: left })}</p>
      ) : (
        <SubmitButton look="secondary" pendingLabel={words.submitting}>
          {words.submit}
        </SubmitButton>
      )}
      <FormMessage state={state} />
    </Form>
  )
}

/** Seconds until the button comes back. The server's page has it at once, as it has no clock. */
function useCountdown(seconds: number, since: object): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    const show = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    show()
    const timer = setInterval(show, 1000)
    return () => clearInterval(timer)
  }, [seconds, since])
  return left
}
