'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import type { FormState } from '@/lib/base/forms'
import { fill } from '@/lib/words/text'
import { useFormState } from './form-answer'
import { Notice } from './notice'
import { useReader } from './reader'

/**
 * The outcome of a form, which takes the focus each time it is new. It stands below the submit
 * button, so that nothing the user looks at or reaches for moves.
 */
export function FormMessage({ state }: { state: FormState<string> }) {
  const { fault } = useFormState()
  if (state.status === 'idle' || fault) return null
  return (
    <Message isGood={state.status === 'done'} news={state}>
      {state.message}
    </Message>
  )
}

/** Says why a form got no answer. `Form` renders it. */
export function FormFailure() {
  const { fault } = useFormState()
  const { words } = useReader()
  if (!fault) return null
  return (
    <Message isGood={false} news={fault}>
      {words.fault[fault.kind]}
      {fault.number && (
        <span className="mt-1 block text-sm text-soft">
          {fill(words.fault.number, { number: fault.number })}
        </span>
      )}
    </Message>
  )
}

interface Props {
  isGood: boolean
  /** A new object for each new message. */
  news: object
  children: ReactNode
}

function Message({ isGood, news, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [news])
  return (
    <Notice
      tone={isGood ? 'good' : 'bad'}
      role={isGood ? 'status' : 'alert'}
      ref={box}
      tabIndex={-1}
      autoFocus
    >
      {children}
    </Notice>
  )
}
