'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import type { Words } from '@/lib/words/catalogues'
import { Field } from './field'
import { useHydrated } from './hydrated'

type Props = Omit<ComponentProps<typeof Field>, 'type' | 'end' | 'label'> & {
  autoComplete: 'current-password' | 'new-password'
  /** The label, and names of the button that shows what is typed. */
  words: Words['accounts']['password']
}

/** A password input. Its show button appears only with JavaScript. */
export function PasswordField({ words, ...props }: Props) {
  const [shown, setShown] = useState(false)
  const hydrated = useHydrated()
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      {...props}
      label={words.label}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      end={
        hydrated && (
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-label={shown ? words.hide : words.show}
            aria-controls={props.id ?? props.name}
            className="absolute inset-y-0.5 right-0.5 grid w-11 place-items-center rounded-md text-soft hover:text-ink"
          >
            <Icon className="size-5" aria-hidden="true" />
          </button>
        )
      }
    />
  )
}
