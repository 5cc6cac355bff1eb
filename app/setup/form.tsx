'use client'

import { useActionState } from 'react'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import { setUpAction } from './actions'

interface Props {
  token: string
  passwordMinLength: number
}

export function SetupForm({ token, passwordMinLength }: Props) {
  const [state, action] = useActionState<AccountState, FormData>(setUpAction, { status: 'idle' })
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      <AccountFields state={state} passwordMinLength={passwordMinLength} />
      <SubmitButton pendingLabel="Beginning…">Become the administrator</SubmitButton>
    </form>
  )
}
