'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { useRestoredValues } from '@/app/_ui/old-page'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { logInAction, type LogInState } from './actions'

interface Props {
  next: string
  words: Words['logIn']['form']
  password: Words['accounts']['password']
  /** How long an unused session lasts, with the box ticked and without. */
  lasts: string
}

export function LogInForm({ next, words, password, lasts }: Props) {
  const { state, form } = useForm<LogInState>(logInAction, { status: 'idle' })
  const { errors, values } = fieldState(state)
  const typedBefore = useRestoredValues()
  // After a submission the message has the focus.
  const isFirst = state.status === 'idle'
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="next" value={next} />
      <Field
        label={words.email}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={isFirst && !typedBefore.email}
        defaultValue={values.email}
        error={errors.email}
      />
      <PasswordField
        words={password}
        name="password"
        autoComplete="current-password"
        required
        autoFocus={isFirst && Boolean(typedBefore.email)}
        error={errors.password}
      />
      <div className="-mt-1">
        <label className="flex min-h-11 items-center gap-3 self-start">
          <input
            type="checkbox"
            name="persistent"
            defaultChecked={(values.persistent ?? typedBefore.persistent) === 'on'}
            aria-describedby="persistent-hint"
            className="size-5 shrink-0 rounded"
          />
          {words.stay}
        </label>
        <p id="persistent-hint" className="pl-8 text-sm text-soft">
          {lasts}
        </p>
      </div>
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}
