'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { browserSupportsWebAuthn, sendSignal, startRegistration } from '@simplewebauthn/browser'
import { AskButton } from '@/app/_passkeys/ask-button'
import { troubleIn, type Trouble } from '@/app/_passkeys/trouble'
import { useFormState } from '@/app/_ui/form-answer'
import { useHydrated } from '@/app/_ui/hydrated'
import type { SignUpOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import type { SignUpState } from './actions'

interface Props {
  passkey: SignUpOptions
  state: SignUpState
  words: Words['passkeys']['signUp']
}

/** Signs up with the name and address in the form around it, and a new passkey instead of a password. */
export function PasskeyButton({ passkey: { userId, options }, state, words }: Props) {
  const made = useRef<HTMLInputElement>(null)
  const by = useRef<HTMLInputElement>(null)
  const [isWaiting, setWaiting] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const { isPending } = useFormState()
  const isUnsupported = useHydrated() && !browserSupportsWebAuthn()
  const sent = useRef<string | null>(null)
  const router = useRouter()
  useEffect(() => {
    if (!sent.current || (state.status !== 'invalid' && state.status !== 'refused')) return
    forget(options.rp.id, sent.current)
    sent.current = null
    // Its challenge is used up.
    router.refresh()
  }, [options.rp.id, router, state])
  if (isUnsupported) return null
  const send = (form: HTMLFormElement, passkey: { id: string } | null) => {
    if (!made.current || !by.current) return
    sent.current = passkey?.id ?? null
    made.current.value = passkey ? JSON.stringify(passkey) : ''
    by.current.value = 'passkey'
    form.requestSubmit()
    made.current.value = by.current.value = ''
  }
  const make = async () => {
    const { form } = made.current ?? {}
    if (!form) return
    const user = { ...options.user, ...ownerIn(form) }
    // The answer says what is wrong with the address.
    if (!user.name) return send(form, null)
    setWaiting(true)
    setTrouble(null)
    try {
      send(form, await startRegistration({ optionsJSON: { ...options, user } }))
    } catch (error) {
      setTrouble(troubleIn(error))
    } finally {
      setWaiting(false)
    }
  }
  return (
    // It is there before the script, so that nothing moves when that comes.
    <div className="grid gap-2 noscript:hidden">
      <input type="hidden" name="user" value={userId} />
      <input ref={made} type="hidden" name="made" defaultValue="" />
      <input ref={by} type="hidden" name="by" defaultValue="" />
      <AskButton
        label={isWaiting ? words.waiting : words.submit}
        isBusy={isWaiting || isPending}
        onClick={() => void make()}
        trouble={trouble && words[trouble]}
      />
    </div>
  )
}

/** A passkey that was refused belongs to no account: the browser need not offer it. */
function forget(rpID: string | undefined, credentialID: string): void {
  if (!rpID) return
  // Not every browser knows signals.
  sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).catch(() => undefined)
}

/** What the browser calls the passkey. */
function ownerIn(form: HTMLFormElement): { name: string; displayName: string } {
  const [email = '', name] = ['email', 'name'].map((field) => {
    const input = form.elements.namedItem(field)
    return input instanceof HTMLInputElement ? input.value.trim() : ''
  })
  return { name: email, displayName: name || email }
}
