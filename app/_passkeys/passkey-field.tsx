'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { browserSupportsWebAuthn, sendSignal, startAuthentication } from '@simplewebauthn/browser'
import type { RequestOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { useFormState } from '@/app/_ui/form-answer'
import { useHydrated } from '@/app/_ui/hydrated'
import { AskButton } from './ask-button'
import { troubleIn } from './trouble'
import { offerInAutofill } from './autofill'

interface Props {
  options: RequestOptions
  label: string
  words: Pick<Words['passkeys']['show'], 'waiting' | 'cancelled' | 'failed'>
  /** Offers passkeys in the list of the email field too, on load. */
  autofills?: boolean
  /** A passkey that the server knows no more: the browser may forget it. */
  unknown?: string | undefined
  /** May fill other fields of the form. */
  beforeSending?: () => void
}

/**
 * A button that lets the user show a passkey, and sends it with the form around it, in the field
 * `passkey`. Passkeys need JavaScript: without it there is no button.
 */
export function PasskeyField({
  options,
  label,
  words,
  autofills = false,
  unknown,
  beforeSending,
}: Props) {
  const input = useRef<HTMLInputElement>(null)
  const hydrated = useHydrated()
  const supported = hydrated && browserSupportsWebAuthn()
  const { isPending } = useFormState()
  const [isWaiting, setWaiting] = useState(false)
  const [trouble, setTrouble] = useState<'cancelled' | 'failed' | null>(null)
  useForgotten(options, unknown)
  const submit = (signed: object) => {
    beforeSending?.()
    send(input.current, signed)
  }
  useAutofill(supported && autofills, options, submit)
  if (hydrated && !supported) return null
  const show = async () => {
    setWaiting(true)
    setTrouble(null)
    try {
      submit(await startAuthentication({ optionsJSON: options }))
    } catch (error) {
      setTrouble(troubleIn(error) === 'cancelled' ? 'cancelled' : 'failed')
    } finally {
      setWaiting(false)
    }
  }
  return (
    // It is there before the script, so that nothing moves when that comes.
    <div className="grid gap-2 noscript:hidden">
      <input ref={input} type="hidden" name="passkey" defaultValue="" />
      <AskButton
        label={isWaiting ? words.waiting : label}
        isBusy={isWaiting || isPending}
        onClick={() => void show()}
        trouble={trouble && words[trouble]}
      />
    </div>
  )
}

function send(input: HTMLInputElement | null, signed: object): void {
  if (!input?.form) return
  input.value = JSON.stringify(signed)
  input.form.requestSubmit()
  // Each answer counts once, so that no other submission of the form takes it along.
  input.value = ''
}

/** Offers passkeys at once on a new page, and after an answer only when the user comes back to the field. */
function useAutofill(
  isOn: boolean,
  options: RequestOptions,
  submit: (signed: object) => void,
): void {
  const hasOffered = useRef(false)
  const onShown = useEffectEvent(submit)
  useEffect(() => {
    if (!isOn) return
    const isEager = !hasOffered.current
    hasOffered.current = true
    return offerInAutofill(options, isEager, (signed) => onShown(signed))
  }, [isOn, options])
}

/** @see https://www.w3.org/TR/webauthn-3/#sctn-signalUnknownCredential */
function useForgotten({ rpId }: RequestOptions, unknown: string | undefined): void {
  useEffect(() => {
    if (!unknown || !rpId) return
    const signal = { signalName: 'unknownCredential', rpID: rpId, credentialID: unknown } as const
    // Not every browser knows signals.
    sendSignal(signal).catch(() => undefined)
  }, [rpId, unknown])
}
