'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { passwordHint, type PasswordHint } from '@/lib/passwords/hint'

const WORDS: Record<Exclude<PasswordHint['says'], 'short'>, string> = {
  repetitive: 'Repeats itself: easy to guess. Add a few words.',
  sequential: 'A row of keys or signs: easy to guess. Add a few words.',
  personal: 'Little more than your name or address. Add a few words.',
  enough: 'Long enough. Another word makes it stronger.',
  long: 'Long, and so hard to guess.',
}
const FILLED: Record<PasswordHint['says'], number> = {
  ...{ short: 0, repetitive: 1, sequential: 1, personal: 1 },
  ...{ enough: 2, long: 3 },
}

/** Follows what is typed into a new password. The rules stand in its place until then. */
export function useStrength(minLength: number, rules: ReactNode) {
  const [seen, setSeen] = useState<PasswordHint | null>(null)
  useEffect(() => {
    // An answer empties the form.
    const forget = () => setSeen(null)
    addEventListener('reset', forget)
    return () => removeEventListener('reset', forget)
  }, [])
  const onInput = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const { value, form } = currentTarget
    setSeen(value ? passwordHint(value, minLength, namesIn(form)) : null)
  }
  return { onInput, hint: <Strength seen={seen}>{rules}</Strength> }
}

/** Both have their room, so that nothing moves while somebody types. */
function Strength({ seen, children }: { seen: PasswordHint | null; children: ReactNode }) {
  return (
    <span className="grid *:col-start-1 *:row-start-1">
      <span className={seen ? 'invisible' : ''}>{children}</span>
      <span aria-live="polite" className="flex items-start gap-2.5">
        {seen && (
          <>
            <span aria-hidden="true" className="mt-2 flex shrink-0 gap-1">
              {[1, 2, 3].map((step) => (
                <span
                  key={step}
                  className={`h-1.5 w-5 rounded-full forced-color-adjust-none ${
                    step <= FILLED[seen.says] ? 'bg-ivy' : 'bg-line'
                  }`}
                />
              ))}
            </span>
            <span>{inWords(seen)}</span>
          </>
        )}
      </span>
    </span>
  )
}

function inWords(seen: PasswordHint): string {
  if (seen.says !== 'short') return WORDS[seen.says]
  return seen.missing === 1 ? 'One more character.' : `${seen.missing} more characters.`
}

/** What the form says of the person, or they have typed of themselves. */
function namesIn(form: HTMLFormElement | null): string[] {
  const fields = ['email', 'username', 'name'].map((name) => form?.elements.namedItem(name))
  return fields.flatMap((field) => (field instanceof HTMLInputElement ? [field.value] : []))
}
