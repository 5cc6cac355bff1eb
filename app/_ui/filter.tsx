/** What the forms that filter a list share. The URL holds the filter, so that it can be saved. */
import { Button, ButtonLink } from './button'
import { FieldError } from './field-error'

interface InputProps {
  label: string
  name: string
  asked: string
  error?: string | undefined
  isDay?: boolean
}

export function FilterInput({ label, name, asked, error, isDay = false }: InputProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 text-sm">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        // Links may hold a time of day too, which a date input would drop.
        type={isDay && (asked === '' || isDate(asked)) ? 'date' : 'text'}
        name={name}
        defaultValue={asked}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
        className="min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base aria-invalid:border-2 aria-invalid:border-danger"
      />
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </div>
  )
}

/** False for a day that no month has, such as 2026-02-30. */
function isDate(text: string): boolean {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : Number.NaN)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

interface ButtonsProps {
  path: string
  /** What is asked for, by field; empty where nothing is. */
  asked: Readonly<Record<string, string>>
  words: { readonly submit: string; readonly reset: string }
  className: string
}

/** Filters, and shows the whole list again. */
export function FilterButtons({ path, asked, words, className }: ButtonsProps) {
  return (
    <div className={`flex flex-wrap gap-2 ${className}`}>
      <Button type="submit" look="secondary">
        {words.submit}
      </Button>
      {Object.values(asked).some((value) => value !== '') && (
        <ButtonLink look="quiet" href={path}>
          {words.reset}
        </ButtonLink>
      )}
    </div>
  )
}
