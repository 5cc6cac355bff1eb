'use client'

import { useRef, type RefObject } from 'react'
import { useFreshPage } from '@/app/_passkeys/fresh-page'
import { PasskeyField } from '@/app/_passkeys/passkey-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import type { RequestOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { passkeyLogInAction, type PasskeyState } from './actions'

interface Props {
  next: string
  options: RequestOptions
  /** Whether the session stays: so chosen before, or by this box when the passkey is shown. */
  stays: boolean | RefObject<HTMLInputElement | null>
  autofills?: boolean
  /** Of the link in a mail that the log-in verifies the address by. */
  token?: string
  words: Words['passkeys']['show']
}

/** Logs in with a passkey. Without JavaScript it is empty. */
export function PasskeyForm({ next, options, stays, autofills = false, token, words }: Props) {
  const { state, form } = useForm<PasskeyState>(passkeyLogInAction, { status: 'idle' })
  const persistent = useRef<HTMLInputElement>(null)
  useFreshPage(state)
  return (
    <Form {...form} className="grid gap-3">
      <input type="hidden" name="next" value={next} />
      {token && <input type="hidden" name="token" value={token} />}
      <input type="hidden" name="persistent" ref={persistent} defaultValue="" />
      <PasskeyField
        options={options}
        label={words.use}
        words={words}
        autofills={autofills}
        unknown={'unknown' in state ? state.unknown : undefined}
        beforeSending={() => {
          const isStaying = typeof stays === 'boolean' ? stays : stays.current?.checked
          if (persistent.current) persistent.current.value = isStaying ? 'on' : ''
        }}
      />
      <FormMessage state={state} />
    </Form>
  )
}
