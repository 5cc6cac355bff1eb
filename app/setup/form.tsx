'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import { LOG_IN } from '@/lib/base/routes'
import { setUpAction } from './actions'

interface Props {
  token: string
  passwordMinLength: number
}

export function SetupForm({ token, passwordMinLength }: Props) {
  const { state, form } = useForm<AccountState>(setUpAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      <AccountFields state={state} passwordMinLength={passwordMinLength} logIn={LOG_IN} />
      <SubmitButton pendingLabel="Beginning…">Become the administrator</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
