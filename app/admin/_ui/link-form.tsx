'use client'

import { useActionState, useEffect, useRef, type ReactNode } from 'react'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import { OneTimeLink } from './one-time-link'

export type LinkState =
  | { status: 'idle' }
  | { status: 'refused'; message: string }
  /** `expires` as ISO 8601. */
  | { status: 'done'; url: string; expires: string }

interface Props {
  action: (previous: LinkState, form: FormData) => Promise<LinkState>
  /** Hidden fields. */
  children: ReactNode
  label: string
}

/** A button that makes a link which works once, and shows it this one time. */
export function LinkForm({ action, children, label }: Props) {
  const [state, submit] = useActionState<LinkState, FormData>(action, { status: 'idle' })
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.status === 'done') result.current?.focus()
  }, [state])
  return (
    <form action={submit} className="grid justify-items-start gap-4">
      {state.status === 'refused' && <FormMessage state={{ ...state, errors: {}, values: {} }} />}
      {children}
      <SubmitButton look="secondary" pendingLabel="Making a link…">
        {label}
      </SubmitButton>
      {state.status === 'done' && (
        <div ref={result} tabIndex={-1} role="status" className="w-full">
          <OneTimeLink url={state.url} expires={state.expires} />
        </div>
      )}
    </form>
  )
}
