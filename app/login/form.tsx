'use client'

import { useRef } from 'react'
import { EmailField } from '@/app/_ui/email-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { useRestoredValues } from '@/app/_ui/old-page'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { RequestOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { askToBeLetInAction, logInAction, type AskState, type LogInState } from './actions'
import { LetInOffer } from './let-in-offer'
import { PasskeyForm } from './passkey-form'

interface Props {
  next: string
  /** The address by which an application expects its user; usually empty. */
  hinted: string
  words: Words['logIn']['form']
  offer: Words['letIn']['offer']
  /** Null where passkeys cannot work. */
  passkey: { options: RequestOptions; words: Words['passkeys']['show'] } | null
  password: Words['accounts']['password']
  /** How long an unused session lasts, with the box ticked and without. */
  lasts: string
}

export function LogInForm({ next, hinted, words, offer, passkey, password, lasts }: Props) {
  const { state, form } = useForm<LogInState>(logInAction, { status: 'idle' })
  // Its state is kept here: without JavaScript, its answer comes with a form that is new again.
  const asked = useForm<AskState>(askToBeLetInAction, { status: 'idle' })
  const stay = useRef<HTMLInputElement>(null)
  const { errors, values } = fieldState(state)
  const typedBefore = useRestoredValues()
  // After a submission the message has the focus.
  const isFirst = state.status === 'idle'
  return (
    <>
      <Form {...form} className="flex flex-col gap-5">
        <input type="hidden" name="next" value={next} />
        <EmailField
          label={words.email}
          autoComplete={passkey ? 'username webauthn' : 'username'}
          autoFocus={isFirst && !typedBefore.email && !hinted}
          defaultValue={values.email ?? (hinted || undefined)}
          error={errors.email}
        />
        <PasswordField
          words={password}
          name="password"
          autoComplete="current-password"
          required
          autoFocus={isFirst && Boolean(typedBefore.email || hinted)}
          error={errors.password}
        />
        <div className="-mt-1">
          <label className="flex min-h-11 items-center gap-3 self-start">
            <input
              ref={stay}
              type="checkbox"
              name="persistent"
              defaultChecked={(values.persistent ?? typedBefore.persistent) === 'on'}
              aria-describedby="persistent-hint"
              className="size-5 shrink-0 rounded"
            />
            {words.stay}
          </label>
          <p id="persistent-hint" className="pl-8 text-sm text-soft">
            {lasts}
          </p>
        </div>
        <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
        <FormMessage state={state} />
      </Form>
      {passkey && <PasskeyForm {...{ ...passkey, next }} stays={stay} autofills />}
      {(state.offersLink || asked.state.status !== 'idle') && (
        <LetInOffer email={values.email ?? ''} words={offer} asked={asked} />
      )}
    </>
  )
}
