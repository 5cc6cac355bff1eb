'use client'

import { FieldError } from '@/app/_ui/field-error'
import { useRestoredValues } from '@/app/_ui/old-page'

interface Props {
  name: string
  label: string
  hint: string
  /** One value a line. */
  defaultValue: string | undefined
  error: string | undefined
  required?: boolean
}

/** A field for several values, such as addresses, one a line. */
export function LinesField({ name, label, hint, defaultValue, error, required }: Props) {
  const typedBefore = useRestoredValues()[name]
  const value = defaultValue ?? typedBefore ?? ''
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={name} className="font-medium">
        {label}
      </label>
      <textarea
        id={name}
        name={name}
        rows={Math.min(12, Math.max(2, value.split('\n').length))}
        defaultValue={value}
        required={required}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error ${name}-hint` : `${name}-hint`}
        className="w-full rounded-lg border border-edge bg-surface px-3.5 py-2 text-base text-ink aria-invalid:border-2 aria-invalid:border-danger"
      />
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <p id={`${name}-hint`} className="text-sm text-soft">
        {hint}
      </p>
    </div>
  )
}
