'use client'

import { useEffect, useRef } from 'react'
import type { FormState } from '@/lib/forms'
import { Notice } from './notice'

/** Says what came of a form as a whole, and takes the focus each time it has something new. */
export function FormMessage({ state }: { state: FormState<string> }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.status !== 'idle') box.current?.focus()
  }, [state])

  if (state.status === 'idle') return null
  const isDone = state.status === 'done'
  return (
    <Notice
      tone={isDone ? 'good' : 'bad'}
      role={isDone ? 'status' : 'alert'}
      ref={box}
      tabIndex={-1}
      autoFocus
    >
      {state.message}
    </Notice>
  )
}
