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

/** Rates a new password while it is typed, and shows `rules` until then. */
export function usePasswordRating(minLength: number, rules: ReactNode) {
  const [rating, setRating] = useState<PasswordHint | null>(null)
  useEffect(() => {
    // An answer resets the form.
    const forget = () => setRating(null)
    addEventListener('reset', forget)
    return () => removeEventListener('reset', forget)
  }, [])
  const onInput = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const { value, form } = currentTarget
    setRating(value ? passwordHint(value, minLength, namesIn(form)) : null)
  }
  return { onInput, hint: <Strength rating={rating}>{rules}</Strength> }
}

/** Both texts reserve space, so that nothing moves while the user types. */
function Strength({ rating, children }: { rating: PasswordHint | null; children: ReactNode }) {
  return (
    <span className="grid *:col-start-1 *:row-start-1">
      <span className={rating ? 'invisible' : ''}>{children}</span>
      <span aria-live="polite" className="flex items-start gap-2.5">
        {rating && (
          <>
            <span aria-hidden="true" className="mt-2 flex shrink-0 gap-1">
              {[1, 2, 3].map((step) => (
                <span
                  key={step}
                  className={`h-1.5 w-5 rounded-full forced-color-adjust-none ${
                    step <= FILLED[rating.says] ? 'bg-ivy' : 'bg-line'
                  }`}
                />
              ))}
            </span>
            <span>{inWords(rating)}</span>
          </>
        )}
      </span>
    </span>
  )
}

function inWords(rating: PasswordHint): string {
  if (rating.says !== 'short') return WORDS[rating.says]
  return rating.missing === 1 ? 'One more character.' : `${rating.missing} more characters.`
}

/** The user's name and email address, as far as the form holds them. */
function namesIn(form: HTMLFormElement | null): string[] {
  const fields = ['email', 'username', 'name'].map((name) => form?.elements.namedItem(name))
  return fields.flatMap((field) => (field instanceof HTMLInputElement ? [field.value] : []))
}
