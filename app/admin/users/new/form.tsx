'use client'

import { useEffect, useRef } from 'react'
import type { QuestionWords } from '@/app/_signed-in/confirm-button'
import { ButtonLink } from '@/app/_ui/button'
import { EmailField } from '@/app/_ui/email-field'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { Notice } from '@/app/_ui/notice'
import { SelectField, type SelectOption } from '@/app/_ui/select-field'
import { Sentence } from '@/app/_ui/sentence'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { OneTimeLink, type LinkWords } from '../../_ui/one-time-link'
import { Question } from '../../_ui/question'
import { createUserAction, type NewUserField, type NewUserState } from './actions'

interface FormWords {
  form: Words['users']['create']['form']
  question: QuestionWords
  link: LinkWords
}

interface Props {
  roles: readonly SelectOption[]
  words: FormWords
}

export function NewUserForm({ roles, words: { form: words, ...shared } }: Props) {
  const { state, form } = useForm<NewUserState>(createUserAction, { status: 'idle' })
  if (state.status === 'created') return <Created {...state} words={words} link={shared.link} />
  const { errors, values } =
    state.status === 'asked'
      ? fieldState<NewUserField>({ ...state, status: 'refused', message: '', errors: {} })
      : fieldState(state)
  return (
    <Form {...form} className="flex flex-col gap-5">
      <EmailField
        label={words.email}
        autoComplete="off"
        defaultValue={values.email}
        error={errors.email}
      />
      <Field
        label={words.name}
        name="name"
        autoComplete="off"
        hint={words.nameHint}
        defaultValue={values.name}
        error={errors.name}
      />
      {roles.length > 0 && (
        <SelectField
          label={words.role}
          name="role"
          empty={words.noRole}
          options={roles}
          chosen={values.role ?? ''}
        />
      )}
      <SubmitButton pendingLabel={words.submitting} className="sm:self-start">
        {words.submit}
      </SubmitButton>
      {state.status !== 'asked' && <FormMessage state={state} />}
      {state.status === 'asked' && <Question asked={state.asked} words={shared.question} />}
    </Form>
  )
}

type CreatedProps = Extract<NewUserState, { status: 'created' }> & {
  words: FormWords['form']
  link: LinkWords
}

function Created({ email, href, url, expires, words, link }: CreatedProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div className="grid gap-5">
      <Notice tone="good" role="status" ref={box} tabIndex={-1}>
        <Sentence
          text={words.created}
          parts={{ email: <span className="break-all">{email}</span> }}
        />
      </Notice>
      <OneTimeLink url={url} expires={expires} words={link} />
      <ButtonLink look="secondary" href={href} className="justify-self-start">
        {words.goToAccount}
      </ButtonLink>
    </div>
  )
}
