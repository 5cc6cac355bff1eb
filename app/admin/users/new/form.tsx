'use client'

import { useEffect, useRef } from 'react'
import { ButtonLink } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { Choice } from '../../_ui/choice'
import { OneTimeLink } from '../../_ui/one-time-link'
import { Question } from '../../_ui/question'
import { createUserAction, type NewUserField, type NewUserState } from './actions'

interface Props {
  roles: { name: string; description: string }[]
}

export function NewUserForm({ roles }: Props) {
  const { state, form } = useForm<NewUserState>(createUserAction, { status: 'idle' })
  if (state.status === 'created') return <Created {...state} />
  const { errors, values } =
    state.status === 'asked'
      ? fieldState<NewUserField>({ ...state, status: 'refused', message: '', errors: {} })
      : fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        hint="May be left empty."
        defaultValue={values.name}
        error={errors.name}
      />
      {roles.length > 0 && (
        <Choice
          label="Role"
          name="role"
          empty="None: an ordinary account"
          options={roles.map(({ name, description }) => ({
            value: name,
            label: description ? `${name}: ${description}` : name,
          }))}
          chosen={values.role ?? ''}
        />
      )}
      <SubmitButton pendingLabel="Making the account…" className="sm:self-start">
        Make the account
      </SubmitButton>
      {state.status !== 'asked' && <FormMessage state={state} />}
      {state.status === 'asked' && <Question asked={state.asked} />}
    </Form>
  )
}

type CreatedProps = Extract<NewUserState, { status: 'created' }>

function Created({ email, href, url, expires }: CreatedProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div className="grid gap-5">
      <Notice tone="good" role="status" ref={box} tabIndex={-1}>
        The account of <span className="break-all">{email}</span> is made.
      </Notice>
      <OneTimeLink url={url} expires={expires} />
      <ButtonLink look="secondary" href={href} className="justify-self-start">
        Go to the account
      </ButtonLink>
    </div>
  )
}
