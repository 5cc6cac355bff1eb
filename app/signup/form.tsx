'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { signUpAction } from './actions'

interface Props {
  next: string
  words: Words['signUp']['form']
  fields: Words['accounts']['fields']
  /** URL of the log-in page, with the same `next`. */
  logIn: string
  passwordMinLength: number
}

export function SignUpForm({ next, words, fields, logIn, passwordMinLength }: Props) {
  const { state, form } = useForm<AccountState>(signUpAction, { status: 'idle' })
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
      <FormMessage state={state} />
    </Form>
  )
}
