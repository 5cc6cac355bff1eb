'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button'
import { BusyLabel } from './busy-label'
import { useFormState } from './form-answer'

interface Props extends ComponentProps<typeof Button> {
  /** The label while the form is being sent. */
  pendingLabel: ReactNode
}

/**
 * Submits the form around it, never twice at once.
 *
 * It is never `disabled`, because that would move the keyboard focus to the top of the page.
 */
export function SubmitButton({ pendingLabel, children, ...rest }: Props) {
  const { isPending } = useFormState()
  return (
    <Button
      {...rest}
      type="submit"
      aria-disabled={isPending}
      onClick={(event) => {
        if (isPending) event.preventDefault()
      }}
    >
      <BusyLabel isBusy={isPending} busy={pendingLabel}>
        {children}
      </BusyLabel>
    </Button>
  )
}
