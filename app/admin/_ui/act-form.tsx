import type { ReactNode } from 'react'
import type { ButtonLook } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'

interface Props {
  action: (form: FormData) => Promise<void>
  /** Hidden fields, by name. */
  fields: Readonly<Record<string, string>>
  label: ReactNode
  pendingLabel?: string
  look?: ButtonLook
  /** What is heard in place of a label that says too little by itself. */
  name?: string
  className?: string
  /** Fields to be filled in. */
  children?: ReactNode
}

/** A form that does one thing and leads back to its page. */
export function ActForm(props: Props) {
  const { action, fields, label, pendingLabel = 'One moment…', look, name, className } = props
  return (
    <form action={action} className="grid gap-3">
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {props.children}
      <SubmitButton
        look={look ?? 'secondary'}
        pendingLabel={pendingLabel}
        aria-label={name}
        className={className}
      >
        {label}
      </SubmitButton>
    </form>
  )
}
