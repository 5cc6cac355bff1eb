import type { ReactNode } from 'react'
import { FieldError } from './field-error'

export interface SelectOption {
  value: string
  label: string
  /** The language of the label, if it is not that of the page. */
  lang?: string
}

interface Props {
  name: string
  label: string
  options: readonly SelectOption[]
  /** Label of an empty first option, where nothing is preset. */
  empty?: string
  /** Its value; the empty option unless given. */
  chosen?: string
  required?: boolean
  /** For filters. */
  isSmall?: boolean
  error?: ReactNode
}

/** A labelled select. */
export function SelectField({ name, label, options, empty, chosen = '', ...rest }: Props) {
  const { required, isSmall = false, error } = rest
  return (
    <div className={`flex min-w-0 flex-col ${isSmall ? 'gap-1 text-sm' : 'gap-1.5'}`}>
      <label htmlFor={name} className={isSmall ? '' : 'font-medium'}>
        {label}
      </label>
      <select
        // React resets the form after each submission, and would not select it again.
        key={chosen}
        id={name}
        name={name}
        defaultValue={chosen}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
        className={`w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base text-ink aria-invalid:border-2 aria-invalid:border-danger ${isSmall ? 'min-h-11' : 'min-h-12'}`}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label, lang }) => (
          <option key={value} value={value} lang={lang}>
            {label}
          </option>
        ))}
      </select>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </div>
  )
}
