'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useId, useRef, type RefObject, type SubmitEvent } from 'react'
import { PROOF_CODE, type ConfirmFirst } from '@/lib/base/forms'
import { PasskeyField } from '@/app/_passkeys/passkey-field'
import { Button, buttonClass } from './button'
import { CodeField } from './code-field'
import { FieldError } from './field-error'
import { useFormState } from './form-answer'
import { FormFailure } from './form-message'
import { useHydrated } from './hydrated'
import { PasswordField } from './password-field'
import { SubmitButton } from './submit-button'

interface Props {
  asked: ConfirmFirst
  /** The action for a browser without JavaScript. */
  plain: (form: FormData) => void
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
  onCancel: () => void
}

/**
 * Asks for the password or a passkey before a grave act, in place of the form that was sent. It sends the same
 * fields again, so that confirming and acting is one submit, also without JavaScript.
 */
export function ConfirmFirstForm({ asked, plain, onSubmit, onCancel }: Props) {
  const { email, fields, error, words } = asked
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const title = useRef<HTMLParagraphElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const path = usePathname()
  const hydrated = useHydrated()
  const { isPending } = useFormState()
  useEffect(() => {
    // A refused password has to be typed again.
    if (input.current) input.current.value = ''
    const first = input.current ?? title.current
    first?.focus()
  }, [asked])
  useCancelOnClose(form, onCancel)
  return (
    <form
      ref={form}
      action={plain}
      onSubmit={onSubmit}
      noValidate
      aria-busy={isPending}
      className="grid w-full max-w-sm gap-4"
    >
      <div>
        <p ref={title} tabIndex={-1} className="font-semibold">
          {words.title}
        </p>
        <p className="mt-1 text-sm text-soft">{words.lead}</p>
      </div>
      {fields.map(([name, value], i) => (
        <input key={i} type="hidden" name={name} value={value} />
      ))}
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Proofs id={id} words={words} error={error} input={input} />
      <div className="flex flex-wrap gap-2">
        {words.password && (
          <SubmitButton pendingLabel={words.submitting} className="grow">
            {words.submit}
          </SubmitButton>
        )}
        {/* A dialog has a button for this already. */}
        {hydrated ? (
          <Button look="secondary" onClick={onCancel} className="grow [dialog_&]:hidden">
            {words.cancel}
          </Button>
        ) : (
          <a href={path} className={buttonClass('secondary', 'grow [dialog_&]:hidden')}>
            {words.cancel}
          </a>
        )}
      </div>
      <FormFailure />
    </form>
  )
}

interface ProofsProps {
  id: string
  words: ConfirmFirst['words']
  error: string | null
  input: RefObject<HTMLInputElement | null>
}

/** What the user can prove with: a password, with a code where the account asks for one, or a passkey. */
function Proofs({ id, words: { password, code, passkey }, error, input }: ProofsProps) {
  return (
    <>
      {password ? (
        <PasswordField
          ref={input}
          id={id}
          words={password}
          name="password"
          autoComplete="current-password"
          required
          autoFocus
          error={error}
        />
      ) : (
        error && (
          <FieldError id={`${id}-error`} role="alert">
            {error}
          </FieldError>
        )
      )}
      {code && <CodeField words={code} name={PROOF_CODE} id={`${id}-code`} />}
      {passkey && <PasskeyField {...passkey} />}
    </>
  )
}

/** In a dialog, closing it takes the question away. */
function useCancelOnClose(form: RefObject<HTMLElement | null>, onCancel: () => void): void {
  useEffect(() => {
    const dialog = form.current?.closest('dialog')
    const closed = () => dialog?.open || onCancel()
    dialog?.addEventListener('close', closed)
    return () => dialog?.removeEventListener('close', closed)
  }, [form, onCancel])
}
