import { FieldError } from '@/app/_ui/field-error'

export interface Option {
  value: string
  label: string
}

interface Props {
  label: string
  name: string
  /** Label of the empty first option: what administrators grant has no preset. */
  empty: string
  options: readonly Option[]
  chosen?: string
  required?: boolean
  /** For filters. */
  isSmall?: boolean
  error?: string | undefined
}

/** A select without a preset. The administration pages use no other. */
export function Choice({ label, name, empty, options, chosen = '', ...rest }: Props) {
  const { required, error, isSmall = false } = rest
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
        className={`w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base aria-invalid:border-2 aria-invalid:border-danger ${isSmall ? 'min-h-11' : 'min-h-12'}`}
      >
        <option value="">{empty}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </div>
  )
}
