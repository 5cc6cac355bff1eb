'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { AccountFields } from '@/app/_ui/account-fields'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { SignUpOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { ResendForm } from '@/app/verify-email/resend-form'
import { signUpAction, type SignUpState } from './actions'
import { PasskeyButton } from './passkey-button'

interface Props {
  next: string
  words: Words['signUp']['form']
  fields: Words['accounts']['fields']
  resend: Words['verifyEmail']['resend']
  /** Null where passkeys cannot work. */
  passkey: SignUpOptions | null
  passkeyWords: Words['passkeys']['signUp']
  /** URL of the log-in page, with the same `next`. */
  logIn: string
  passwordMinLength: number
}

export function SignUpForm(props: Props) {
  const { next, words, fields, resend, passkey, passkeyWords, logIn, passwordMinLength } = props
  const { state, form } = useForm<SignUpState>(signUpAction, { status: 'idle' })
  if (state.status === 'mailed') {
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="good" role="status" tabIndex={-1} autoFocus>
          {state.message}
        </Notice>
        <ResendForm email={state.email} words={resend} waits />
      </div>
    )
  }
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      <AccountFields
        state={state}
        words={fields}
        passwordMinLength={passwordMinLength}
        logIn={logIn}
      />
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      {passkey && <PasskeyButton passkey={passkey} state={state} words={passkeyWords} />}
      <FormMessage state={state} />
    </Form>
  )
}
