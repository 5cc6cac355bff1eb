'use client'

import type { ReactNode } from 'react'
import { Confirmation } from '@/app/_signed-in/confirmation'
import type { ButtonLook } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { Hidden } from './hidden'
import { SureButton } from './sure-button'
import type { ActState } from '@/lib/base/forms'
import { TypedConfirmation } from './typed-confirmation'

interface Props {
  action: (previous: ActState, form: FormData) => Promise<ActState>
  /** Hidden fields, by name. */
  fields: Readonly<Record<string, string>>
  /** Unique on its page. */
  id: string
  label: string
  /** What is heard in place of a label that says too little by itself. */
  name?: string
  look?: ButtonLook
  /** A question that names whom or what it is about. */
  title: string
  /** What will change. */
  text: ReactNode
  /** What the button says that does it. */
  yes: string
  /** What has to be typed as well, where nothing brings back what is lost. */
  typed?: ReactNode
  isGrave?: boolean
}

/**
 * How everything is done that an administrator does to somebody: a button, a question, an act. The
 * action refuses what comes without the answer.
 */
export function ConfirmedAct(props: Props) {
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
          <SureButton sure="yes" look={isGrave ? 'danger' : 'primary'}>
            {yes}
          </SureButton>
        </Form>
      }
    >
      {text}
    </Confirmation>
  )
}
