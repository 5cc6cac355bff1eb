'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { FieldError } from '@/app/_ui/field-error'

interface Props {
  /** The id of the question. */
  id: string
  /** Why the question stays open. */
  error: string | null
  /** Says what to type; empty where a click is enough. */
  children: ReactNode
}

/** The field of a question that takes more than a click, and its error. */
export function TypedConfirmation({ id, error, children }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (error) input.current?.focus()
  }, [error])
  const message = error && (
    <FieldError id={`${id}-error`} role="alert">
      {error}
    </FieldError>
  )
  if (!children) return message
  return (
    <div className="grid gap-1.5 text-sm">
      <label htmlFor={`${id}-confirm`} className="break-words">
        {children}
      </label>
      <input
        ref={input}
        id={`${id}-confirm`}
        name="confirm"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="min-h-11 rounded-lg border border-edge bg-surface px-3 text-base aria-invalid:border-2 aria-invalid:border-danger"
      />
      {message}
    </div>
  )
}
