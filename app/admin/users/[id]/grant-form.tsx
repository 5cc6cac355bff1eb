'use client'

import type { QuestionWords } from '@/app/_signed-in/confirm-button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SelectField, type SelectOption } from '@/app/_ui/select-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { Question } from '../../_ui/question'
import { grantRoleAction, type GrantState } from './actions'

interface Props {
  /** The user's id. */
  user: string
  roles: readonly SelectOption[]
  words: Words['users']['grant']['form']
  question: QuestionWords
}

/** Grants a role. None is preselected, and a question first says what the role allows. */
export function GrantForm({ user, roles, words, question }: Props) {
  const { state, form } = useForm<GrantState>(grantRoleAction, { status: 'idle' })
  return (
    <Form {...form} className="grid justify-items-start gap-3">
      <input type="hidden" name="user" value={user} />
      <SelectField
        label={words.label}
        name="role"
        empty={words.empty}
        options={roles}
        chosen={state.status === 'asked' ? state.role : ''}
        required
        error={state.status === 'invalid' ? state.message : undefined}
      />
      <SubmitButton look="secondary" pendingLabel={question.oneMoment}>
        {words.submit}
      </SubmitButton>
      {state.status === 'asked' && <Question asked={state.asked} words={question} />}
    </Form>
  )
}
