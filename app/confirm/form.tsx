'use client'

import { CodeField } from '@/app/_ui/code-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { confirmAction, type ConfirmState } from './actions'

interface Props {
  next: string
  email: string
  password: Words['accounts']['password']
  /** Null for users without a second factor. */
  code: Words['secondFactor']['field'] | null
  words: Pick<Words['confirm'], 'submit' | 'submitting'>
}

export function ConfirmForm({ next, email, password, code, words }: Props) {
  const { state, form } = useForm<ConfirmState>(confirmAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        words={password}
        name="password"
        autoComplete="current-password"
        required
        autoFocus={state.status === 'idle'}
      />
      {code && <CodeField words={code} />}
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
