import type { ComponentProps, ReactNode } from 'react'
import { Confirmation } from '@/app/_signed-in/confirmation'
import type { ButtonLook } from '@/app/_ui/button'
import { ActForm } from './act-form'

interface Props extends Pick<ComponentProps<typeof ActForm>, 'action' | 'fields' | 'children'> {
  /** Unique on its page. */
  id: string
  label: string
  /** What is heard in place of a label that says too little by itself. */
  name?: string
  look?: ButtonLook
  title: string
  /** What will happen. */
  text: ReactNode
  /** What the button says that does it. */
  yes: string
}

/** An act that is asked about first, since it cannot be undone or shuts somebody out. */
export function ConfirmedAct(props: Props) {
  const {
    id,
    label,
    name,
    look = 'danger-quiet',
    title,
    text,
    yes,
    action,
    fields,
    children,
  } = props
  return (
    <Confirmation
      id={id}
      label={label}
      name={name}
      look={look}
      title={title}
      confirm={
        <ActForm action={action} fields={fields} label={yes} look="danger" className="w-full">
          {children}
        </ActForm>
      }
    >
      {text}
    </Confirmation>
  )
}
