'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import { signUpAction } from './actions'

interface Props {
  next: string
  /** URL of the log-in page, with the same `next`. */
  logIn: string
  passwordMinLength: number
}

export function SignUpForm({ next, logIn, passwordMinLength }: Props) {
  const { state, form } = useForm<AccountState>(signUpAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      <AccountFields state={state} passwordMinLength={passwordMinLength} logIn={logIn} />
      <SubmitButton pendingLabel="Signing up…">Sign up</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
