'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { PasswordField } from '@/app/_ui/password-field'
import { passwordHint } from '@/app/_ui/password-words'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { setUpAction } from './actions'

export type SetupState = FormState<'name' | 'email' | 'password'>

interface Props {
  token: string
  passwordMinLength: number
}

export function SetupForm({ token, passwordMinLength }: Props) {
  const [state, action] = useActionState<SetupState, FormData>(setUpAction, { status: 'idle' })
  const { errors, values } = typedInto(state)
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <Field
        label={
          <>
            Name <span className="font-normal text-soft">(optional)</span>
          </>
        }
        name="name"
        autoComplete="name"
        defaultValue={values.name}
        error={errors.name}
      />
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
        autoComplete="new-password"
        required
        error={errors.password}
        hint={passwordHint(passwordMinLength)}
      />
      <SubmitButton pendingLabel="Beginning…">Become the administrator</SubmitButton>
    </form>
  )
}
