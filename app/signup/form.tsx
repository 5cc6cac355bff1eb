'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { PasswordField } from '@/app/_ui/password-field'
import { passwordHint } from '@/app/_ui/password-words'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { signUpAction } from './actions'

export type SignUpState = FormState<'name' | 'email' | 'password'>

interface Props {
  next: string
  passwordMinLength: number
}

export function SignUpForm({ next, passwordMinLength }: Props) {
  const [state, action] = useActionState<SignUpState, FormData>(signUpAction, { status: 'idle' })
  const { errors, values } = typedInto(state)
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
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
      <SubmitButton pendingLabel="Signing up…">Sign up</SubmitButton>
    </form>
  )
}
