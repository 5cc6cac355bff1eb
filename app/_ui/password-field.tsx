'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { Field } from './field'
import { useHydrated } from './hydrated'

type Props = Omit<ComponentProps<typeof Field>, 'type' | 'end'> & {
  autoComplete: 'current-password' | 'new-password'
  /** What the show button shows, in forms with more than one. */
  what?: string
}

/** A password input. Its show button appears only with JavaScript. */
export function PasswordField({ what = 'password', ...props }: Props) {
  const [shown, setShown] = useState(false)
  const hydrated = useHydrated()
  const Icon = shown ? EyeOff : Eye
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      end={
        hydrated && (
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-label={`${shown ? 'Hide' : 'Show'} ${what}`}
            aria-controls={props.name}
            className="absolute inset-y-0.5 right-0.5 grid w-11 place-items-center rounded-md text-soft hover:text-ink"
          >
            <Icon className="size-5" aria-hidden="true" />
          </button>
        )
      }
    />
  )
}
