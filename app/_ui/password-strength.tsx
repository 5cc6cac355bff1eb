'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { passwordHint, type PasswordHint } from '@/lib/passwords/hint'
import type { Locale } from '@/lib/base/locales'
import type { Words } from '@/lib/words/catalogues'
import { fill, plural } from '@/lib/words/text'
import { useReader } from './reader'

type RatingWords = Words['accounts']['newPassword']['rating']

const FILLED: Record<PasswordHint['says'], number> = {
  ...{ short: 0, repetitive: 1, sequential: 1, personal: 1 },
  ...{ enough: 2, long: 3 },
}

/** Rates a new password while it is typed, and shows the rules until then. */
export function usePasswordRating(minLength: number, words: RatingWords) {
  const { locale } = useReader()
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
  const rules = fill(words.rules, { min: minLength })
  const said = rating && inWords(rating, words, locale)
  return {
    onInput,
    hint: (
      <Strength rating={rating} said={said}>
        {rules}
      </Strength>
    ),
  }
}

interface StrengthProps {
  rating: PasswordHint | null
  said: string | null
  /** The rules. */
  children: ReactNode
}

/** Both texts reserve space, so that nothing moves while the user types. */
function Strength({ rating, said, children }: StrengthProps) {
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
                    step <= FILLED[rating.says] ? 'bg-accent' : 'bg-line'
                  }`}
                />
              ))}
            </span>
            <span>{said}</span>
          </>
        )}
      </span>
    </span>
  )
}

function inWords(rating: PasswordHint, words: RatingWords, locale: Locale): string {
  return rating.says === 'short'
    ? plural(locale, words.missing, rating.missing)
    : words.says[rating.says]
}

/** The user's name and email address, as far as the form holds them. */
function namesIn(form: HTMLFormElement | null): string[] {
  const fields = ['email', 'username', 'name'].map((name) => form?.elements.namedItem(name))
  return fields.flatMap((field) => (field instanceof HTMLInputElement ? [field.value] : []))
}
