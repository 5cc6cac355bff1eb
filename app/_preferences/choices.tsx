import { PREFERENCES } from '@/lib/base/routes'

interface Option {
  value: string
  label: string
  lang?: string
}

export interface Group {
  name: 'locale' | 'theme'
  label: string
  chosen: string
  options: readonly Option[]
}

/**
 * One button for each option, so that a choice takes one press and no script. `PreferenceKeeper`
 * sends it without leaving the page.
 */
export function Choices({ groups }: { groups: readonly Group[] }) {
  return (
    <form
      method="post"
      action={PREFERENCES}
      className="flex flex-wrap items-center justify-center gap-x-6"
    >
      {groups.map(({ name, label, chosen, options }) => (
        <fieldset key={name} className="-mx-2 flex flex-wrap items-center">
          <legend className="sr-only">{label}</legend>
          {options.map(({ value, label, lang }) => (
            <button
              key={value}
              name={name}
              value={value}
              lang={lang}
              aria-pressed={value === chosen}
              className="choice"
            >
              {label}
            </button>
          ))}
        </fieldset>
      ))}
    </form>
  )
}
