'use client'

import type { ComponentProps } from 'react'
import { Field } from './field'

interface Props extends Omit<ComponentProps<typeof Field>, 'name' | 'label' | 'hint'> {
  name?: string
  words: { label: string; hint: string }
}

/** The field of a code of the second factor; recovery codes have letters too. */
export function CodeField({ words, name = 'code', ...rest }: Props) {
  return (
    <Field
      {...rest}
      name={name}
      label={words.label}
      hint={words.hint}
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={40}
      required
    />
  )
}
