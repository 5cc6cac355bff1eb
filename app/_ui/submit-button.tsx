'use client'

import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

interface Props extends ComponentProps<typeof Button> {
  /** What the button says while the form is on its way. */
  pendingLabel: ReactNode
}

/**
 * Submits the form around it, once at a time.
 *
 * It is never `disabled`, because that would drop the keyboard's focus to the top of the page.
 */
export function SubmitButton({ pendingLabel, children, ...rest }: Props) {
  const { pending } = useFormStatus()
  return (
    <Button
      {...rest}
      type="submit"
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {pending && <LoaderCircle className="size-4 animate-spin" aria-hidden="true" />}
      {pending ? pendingLabel : children}
    </Button>
  )
}
