'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { chooseAction, type ChosenState } from './actions'

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

/** One button for each option, so that a choice takes one press and no script. */
export function Choices({ groups }: { groups: readonly Group[] }) {
  const { form } = useForm<ChosenState>(chooseAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-wrap items-center justify-center gap-x-6">
      {groups.map(({ name, label, chosen, options }) => (
        <fieldset key={name} className="-mx-2 flex flex-wrap items-center">
          <legend className="sr-only">{label}</legend>
          {options.map(({ value, label, lang }) => (
            <button
              key={value}
              type="submit"
              name={name}
              value={value}
              lang={lang}
              aria-pressed={value === chosen}
              className="min-h-8 rounded-md px-2 hover:text-ink aria-pressed:font-medium aria-pressed:text-ink aria-pressed:underline aria-pressed:underline-offset-4"
            >
              {label}
            </button>
          ))}
        </fieldset>
      ))}
    </Form>
  )
}
