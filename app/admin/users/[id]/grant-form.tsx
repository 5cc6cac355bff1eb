'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import { Choice } from '../../_ui/choice'
import { Question } from '../../_ui/question'
import { grantRoleAction, type GrantState } from './actions'

interface Props {
  /** The user's id. */
  user: string
  roles: readonly { name: string; description: string }[]
}

/** Grants a role. None is preselected, and a question first says what the role allows. */
export function GrantForm({ user, roles }: Props) {
  const { state, form } = useForm<GrantState>(grantRoleAction, { status: 'idle' })
  return (
    <Form {...form} className="grid justify-items-start gap-3">
      <input type="hidden" name="user" value={user} />
      <Choice
        label="Give a role"
        name="role"
        empty="Choose a role"
        options={roles.map(({ name, description }) => ({
          value: name,
          label: description ? `${name}: ${description}` : name,
        }))}
        chosen={state.status === 'asked' ? state.role : ''}
        required
        error={state.status === 'invalid' ? state.message : undefined}
      />
      <SubmitButton look="secondary" pendingLabel="One moment…">
        Give this role
      </SubmitButton>
      {state.status === 'asked' && <Question asked={state.asked} />}
    </Form>
  )
}
