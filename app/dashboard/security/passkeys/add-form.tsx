'use client'

import { useRef, useState } from 'react'
import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { useFreshPage } from '@/app/_passkeys/fresh-page'
import { troubleIn, type Trouble } from '@/app/_passkeys/trouble'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { useHydrated } from '@/app/_ui/hydrated'
import type { CreationOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { addPasskeyAction, type AddState } from './actions'

interface Props {
  options: CreationOptions | null
  words: Words['passkeys']['page']['add'] & Pick<Words['passkeys']['page'], 'unsupported'>
}

/** Lets the browser make a passkey, and sends it. */
export function AddForm({ options, words }: Props) {
  const { state, form, isPending } = useForm<AddState>(addPasskeyAction, { status: 'idle' })
  const made = useRef<HTMLInputElement>(null)
  const [isWaiting, setWaiting] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const hydrated = useHydrated()
  useFreshPage(state)
  if (!options || (hydrated && !browserSupportsWebAuthn())) return <p>{words.unsupported}</p>
  const add = async () => {
    if (isWaiting || isPending) return
    setWaiting(true)
    setTrouble(null)
    try {
      const passkey = await startRegistration({ optionsJSON: options })
      if (!made.current?.form) return
      made.current.value = JSON.stringify(passkey)
      made.current.form.requestSubmit()
    } catch (error) {
      setTrouble(troubleIn(error))
    } finally {
      setWaiting(false)
    }
  }
  return (
    <Form {...form} className="grid justify-items-start gap-3">
      <input ref={made} type="hidden" name="made" defaultValue="" />
      <noscript>
        <p>{words.needsScript}</p>
      </noscript>
      {hydrated && (
        <Button
          look="primary"
          onClick={() => void add()}
          aria-disabled={isWaiting || isPending || undefined}
        >
          {isWaiting || isPending ? words.submitting : words.submit}
        </Button>
      )}
      <p role="status" className="text-soft empty:hidden">
        {trouble && words[trouble]}
      </p>
      <FormMessage state={state} />
    </Form>
  )
}
