'use client'

import type { QuestionWords } from '@/app/_signed-in/confirm-button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { fieldState } from '@/app/_ui/field-state'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { Question } from '../_ui/question'
import type { Group } from './choices'
import { PermissionChoices } from './permission-choices'
import { changeRoleAction, createRoleAction, type RoleField, type RoleState } from './actions'

interface Props {
  /** The role to change; missing for a new one. */
  role?: { name: string; description: string; permissions: readonly string[] }
  /** The actor's own permissions, which they may grant. */
  choices: readonly Group[]
  words: Words['roles']['form']
  question: QuestionWords
}

export function RoleForm({ role, choices, words, question }: Props) {
  const act = role ? changeRoleAction : createRoleAction
  const { state, form } = useForm<RoleState>(act, { status: 'idle' })
  const { errors, values } =
    state.status === 'asked'
      ? fieldState<RoleField>({ ...state, status: 'refused', message: '', errors: {} })
      : fieldState(state)
  const ticked = values.permissions?.split(' ') ?? role?.permissions ?? []
  return (
    <Form {...form} className="flex flex-col gap-5">
      {role ? (
        <input type="hidden" name="name" value={role.name} />
      ) : (
        <Field
          label={words.name}
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          hint={words.nameHint}
          defaultValue={values.name}
          error={errors.name}
        />
      )}
      <Field
        label={words.description}
        name="description"
        autoComplete="off"
        defaultValue={values.description ?? role?.description}
        error={errors.description}
      />
      <PermissionChoices legend={words.permissions} groups={choices} ticked={ticked} />
      <SubmitButton pendingLabel={words.saving} className="sm:self-start">
        {role ? words.save : words.create}
      </SubmitButton>
      {state.status !== 'asked' && <FormMessage state={state} />}
      {state.status === 'asked' && <Question asked={state.asked} words={question} />}
    </Form>
  )
}
