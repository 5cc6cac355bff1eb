'use client'

import { PasskeyField } from '@/app/_passkeys/passkey-field'
import { useFreshPage } from '@/app/_passkeys/fresh-page'
import { CodeField } from '@/app/_ui/code-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { RequestOptions } from '@/lib/passkeys/options'
import type { Words } from '@/lib/words/catalogues'
import { confirmAction, type ConfirmState } from './actions'

interface Props {
  next: string
  email: string
  /** Null for users without a password. */
  password: Words['accounts']['password'] | null
  /** Null for users without a second factor. */
  code: Words['secondFactor']['field'] | null
  /** Null for users without a passkey. */
  passkey: { options: RequestOptions; words: Words['passkeys']['show'] } | null
  words: Pick<Words['confirm'], 'submit' | 'submitting'>
}

export function ConfirmForm({ next, email, password, code, passkey, words }: Props) {
  const { state, form } = useForm<ConfirmState>(confirmAction, { status: 'idle' })
  useFreshPage(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      {password && (
        <>
          <PasswordField
            words={password}
            name="password"
            autoComplete="current-password"
            required
            autoFocus={state.status === 'idle'}
          />
          {code && <CodeField words={code} />}
          <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
        </>
      )}
      {!password && passkey && (
        <noscript>
          <p>{passkey.words.needsScript}</p>
        </noscript>
      )}
      {passkey && <PasskeyField {...passkey} label={passkey.words.use} />}
      <FormMessage state={state} />
    </Form>
  )
}
