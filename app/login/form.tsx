'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { logInAction } from './actions'

export type LogInState = FormState<'email' | 'password' | 'persistent'>

export function LogInForm({ next }: { next: string }) {
  const [state, action] = useActionState<LogInState, FormData>(logInAction, { status: 'idle' })
  const { errors, values } = typedInto(state)
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        error={errors.password}
      />
      <label className="-my-2 flex min-h-11 items-center gap-3 self-start">
        <input
          type="checkbox"
          name="persistent"
          defaultChecked={values.persistent === 'on'}
          className="size-5 rounded"
        />
        Stay signed in
      </label>
      <SubmitButton pendingLabel="Logging in…">Log in</SubmitButton>
    </form>
  )
}
