'use client'

import { useEffect, useRef } from 'react'
import { ButtonLink } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { fieldState } from '@/app/_ui/field-state'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { SubmitButton } from '@/app/_ui/submit-button'
import { Name } from '@/app/_ui/name'
import { ADMIN_APPS } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import type { QuestionWords } from '@/app/_signed-in/confirm-button'
import { Hidden } from '@/app/_signed-in/hidden'
import { LinesField } from '../_ui/lines-field'
import { Question } from '../_ui/question'
import { Tick } from '../_ui/tick'
import { changeAppAction, createAppAction, type AppState } from './actions'
import type { AppField, ShownFields, TypedApp } from './fields'
import { SecretBox, type SecretWords } from './secret-box'

interface FormWords {
  form: Words['applications']['form']
  create: Pick<Words['applications']['create'], 'created' | 'open'>
  id: string
  secret: SecretWords
  question: QuestionWords
}

const NO_ERRORS: { errors: Partial<Record<AppField, string>> } = { errors: {} }

interface Props {
  /** Hidden fields: the kind of a new application, or the id of the one to change. */
  hidden: Readonly<Record<string, string>>
  /** Missing for a new application. */
  before?: TypedApp
  shown: ShownFields
  words: FormWords
}

export function AppForm({ hidden, before, shown, words }: Props) {
  const act = before ? changeAppAction : createAppAction
  const { state, form } = useForm<AppState>(act, { status: 'idle' })
  if (state.status === 'created') return <Created {...state} words={words} />
  const { errors } = state.status === 'asked' ? NO_ERRORS : fieldState<AppField>(state)
  const typed = 'values' in state ? state.values : (before ?? {})
  const { form: labels } = words
  return (
    <Form {...form} className="flex flex-col gap-5">
      <Hidden fields={hidden} />
      <Field
        label={labels.name}
        name="name"
        autoComplete="off"
        required
        hint={labels.nameHint}
        defaultValue={typed.name}
        error={errors.name}
      />
      <Addresses shown={shown} labels={labels} typed={typed} errors={errors} />
      <Choices shown={shown} labels={labels} typed={typed} />
      {shown.algorithm && (
        <Tick
          name="idTokenAlg"
          value="RS256"
          label={labels.idTokenAlg}
          hint={labels.idTokenAlgHint}
          isTicked={typed.idTokenAlg === 'RS256'}
        />
      )}
      {shown.keys && (
        <LinesField
          name="jwks"
          label={labels.jwks}
          hint={labels.jwksHint}
          defaultValue={typed.jwks}
          error={errors.jwks}
        />
      )}
      <SubmitButton pendingLabel={labels.saving} className="sm:self-start">
        {before ? labels.save : labels.create}
      </SubmitButton>
      {state.status === 'asked' ? (
        <Question asked={state.asked} words={words.question} />
      ) : (
        <FormMessage state={state} />
      )}
    </Form>
  )
}

interface PartProps {
  shown: ShownFields
  labels: FormWords['form']
  typed: TypedApp
}

type AddressProps = PartProps & { errors: Partial<Record<AppField, string>> }

function Addresses({ shown, labels, typed, errors }: AddressProps) {
  return (
    <>
      {shown.addresses && (
        <>
          <LinesField
            name="redirectUris"
            label={labels.redirectUris}
            hint={labels.redirectUrisHint}
            required
            defaultValue={typed.redirectUris}
            error={errors.redirectUris}
          />
          <LinesField
            name="postLogoutRedirectUris"
            label={labels.postLogoutRedirectUris}
            hint={labels.postLogoutRedirectUrisHint}
            defaultValue={typed.postLogoutRedirectUris}
            error={errors.postLogoutRedirectUris}
          />
        </>
      )}
      {shown.backchannel && (
        <Field
          name="backchannelLogoutUri"
          type="url"
          autoComplete="off"
          label={labels.backchannelLogoutUri}
          hint={labels.backchannelLogoutUriHint}
          defaultValue={typed.backchannelLogoutUri}
          error={errors.backchannelLogoutUri}
        />
      )}
    </>
  )
}

function Choices({ shown, labels, typed }: PartProps) {
  const resources = shown.resources.map((value) => ({ value, label: value }))
  return (
    <>
      {shown.firstParty && (
        <Tick
          name="firstParty"
          value="yes"
          label={labels.firstParty}
          hint={labels.firstPartyHint}
          isTicked={typed.firstParty === 'yes'}
        />
      )}
      <Ticks
        name="roles"
        legend={labels.roles}
        hint={labels.rolesHint}
        options={shown.roles}
        ticked={typed.roles}
      />
      <Ticks
        name="resources"
        legend={labels.resources}
        hint={labels.resourcesHint}
        options={resources}
        ticked={typed.resources}
      />
      <Ticks
        name="scopes"
        legend={labels.scopes}
        hint={labels.scopesHint}
        options={shown.scopes.map((value) => ({ value, label: value }))}
        ticked={typed.scopes}
      />
      {shown.pkce && (
        <Tick
          name="noPkce"
          value="yes"
          label={labels.noPkce}
          hint={labels.noPkceHint}
          isTicked={typed.noPkce === 'yes'}
        />
      )}
    </>
  )
}

interface TicksProps {
  name: string
  legend: string
  hint: string
  options: readonly { value: string; label: string }[]
  /** Values, with a space between two. */
  ticked: string | undefined
}

function Ticks({ name, legend, hint, options, ticked = '' }: TicksProps) {
  if (options.length === 0) return null
  const values = ticked.split(' ')
  return (
    <fieldset>
      <legend className="font-medium">{legend}</legend>
      <p className="mt-1 text-sm text-soft">{hint}</p>
      <div className="mt-2 divide-y divide-line border-y border-line">
        {options.map(({ value, label }) => (
          <Tick
            key={value}
            name={name}
            value={value}
            label={label}
            isTicked={values.includes(value)}
          />
        ))}
      </div>
    </fieldset>
  )
}

type CreatedProps = Extract<AppState, { status: 'created' }> & { words: FormWords }

function Created({ id, name, secret, words }: CreatedProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div className="grid gap-5">
      <Notice tone="good" role="status" ref={box} tabIndex={-1}>
        <Sentence text={words.create.created} parts={{ app: <Name>{name}</Name> }} />
      </Notice>
      <p>
        <span className="block font-medium">{words.id}</span>
        <code className="font-mono text-sm break-all">{id}</code>
      </p>
      {secret !== null && <SecretBox secret={secret} words={words.secret} />}
      <ButtonLink look="secondary" href={`${ADMIN_APPS}/${id}`} className="justify-self-start">
        {words.create.open}
      </ButtonLink>
    </div>
  )
}
