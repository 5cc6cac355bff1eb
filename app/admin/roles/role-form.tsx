'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_ui/field'
import { FormMessage } from '@/app/_ui/form-message'
import { typedInto } from '@/app/_ui/form-values'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/forms'
import { changeRoleAction, createRoleAction } from './actions'

export type RoleState = FormState<'name' | 'description' | 'permissions'>

interface Props {
  /** The role to change; a new one is made without. */
  role?: { name: string; description: string; permissions: readonly string[] }
  /** What the person who fills this in may do, and so may give. */
  choices: { permission: string; words: string }[]
}

export function RoleForm({ role, choices }: Props) {
  const act = role ? changeRoleAction : createRoleAction
  const [state, action] = useActionState<RoleState, FormData>(act, { status: 'idle' })
  const { errors, values } = typedInto(state)
  const ticked = values.permissions?.split(' ') ?? role?.permissions ?? []
  return (
    <form action={action} noValidate className="flex flex-col gap-5">
      <FormMessage state={state} />
      {role ? (
        <input type="hidden" name="name" value={role.name} />
      ) : (
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          hint="Small letters, digits and hyphens, such as front-desk."
          defaultValue={values.name}
          error={errors.name}
        />
      )}
      <Field
        label="Description"
        name="description"
        autoComplete="off"
        defaultValue={values.description ?? role?.description}
        error={errors.description}
      />
      <fieldset>
        <legend className="font-medium">What it allows</legend>
        <ul className="mt-2 grid gap-x-6 sm:grid-cols-2">
          {choices.map(({ permission, words }) => (
            <li key={permission}>
              <label className="flex min-h-11 items-center gap-3">
                <input
                  // React sets the ticks of a form anew after each try.
                  key={String(ticked.includes(permission))}
                  type="checkbox"
                  name="permission"
                  value={permission}
                  defaultChecked={ticked.includes(permission)}
                  className="size-5 shrink-0 rounded"
                />
                {words}
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <SubmitButton pendingLabel="Saving…" className="sm:self-start">
        {role ? 'Save' : 'Make the role'}
      </SubmitButton>
    </form>
  )
}
