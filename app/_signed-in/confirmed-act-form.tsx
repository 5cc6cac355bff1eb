'use client'

import type { ReactNode } from 'react'
import type { ButtonLook } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm, type Act } from '@/app/_ui/form-answer'
import type { ActState } from '@/lib/base/forms'
import { ConfirmButton, type QuestionWords } from './confirm-button'
import { Confirmation } from './confirmation'
import { Hidden } from './hidden'
import { TypedConfirmation } from './typed-confirmation'

export interface ConfirmedActProps {
  action: Act<ActState>
  /** Hidden fields, by name. */
  fields: Readonly<Record<string, string>>
  /** Unique on the page. */
  id: string
  label: string
  /** Accessible name, where the label alone says too little. */
  name?: string
  look?: ButtonLook
  /** A question that names the user or thing it is about. */
  title: string
  /** What will change. */
  text: ReactNode
  /** Label of the confirming button. */
  yes: string
  /** Says what to type as well, for acts that cannot be undone. */
  typed?: ReactNode
  isGrave?: boolean
}

/** The part of `ConfirmedAct` that runs in the browser. */
export function ConfirmedActForm(props: ConfirmedActProps & { words: QuestionWords }) {
  const { id, label, name, look = 'danger-quiet', title, text, yes, typed, isGrave = true } = props
  const { state, isUnanswered, isPending, form } = useForm<ActState>(props.action, {
    status: 'idle',
  })
  const error = state.status === 'unsure' ? state.message : null
  return (
    <Confirmation
      id={id}
      label={label}
      name={name}
      look={look}
      title={title}
      answer={{ isPending, isRefused: isUnanswered || error !== null }}
      confirm={
        <Form {...form} className="grid gap-3">
          <Hidden fields={props.fields} />
          <TypedConfirmation id={id} error={error}>
            {typed}
          </TypedConfirmation>
          <ConfirmButton sure="yes" look={isGrave ? 'danger' : 'primary'} words={props.words}>
            {yes}
          </ConfirmButton>
        </Form>
      }
    >
      {text}
    </Confirmation>
  )
}
