'use client'

import type { ComponentProps, ReactNode } from 'react'
import { FieldError } from './field-error'
import { useRestoredValues } from './old-page'

interface Props extends ComponentProps<'input'> {
  name: string
  /** Unique on the page; the name unless given. */
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** Shown at the right end inside the field. */
  end?: ReactNode
}

/** A labelled input. Screen readers announce its hint and error with it. */
export function Field({ name, id = name, label, hint, error, end, defaultValue, ...input }: Props) {
  const typedBefore = useRestoredValues()[name]
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          name={name}
          defaultValue={defaultValue ?? typedBefore}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          className={
            'min-h-12 w-full rounded-lg border border-edge bg-surface px-3.5 py-2 text-base text-ink ' +
            'aria-invalid:border-2 aria-invalid:border-danger ' +
            (end ? 'pr-14' : '')
          }
        />
        {end}
      </div>
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint && (
        <p id={hintId} className="text-sm text-soft">
          {hint}
        </p>
      )}
    </div>
  )
}
