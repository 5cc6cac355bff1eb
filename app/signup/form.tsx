'use client'

import { useActionState } from 'react'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import { signUpAction } from './actions'

interface Props {
  next: string
  passwordMinLength: number
}

export function SignUpForm({ next, passwordMinLength }: Props) {
  const [state, action] = useActionState<AccountState, FormData>(signUpAction, { status: 'idle' })
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      <AccountFields state={state} passwordMinLength={passwordMinLength} />
      <SubmitButton pendingLabel="Signing up…">Sign up</SubmitButton>
    </form>
  )
}
