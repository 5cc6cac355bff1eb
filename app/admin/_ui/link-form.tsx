'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { ConfirmButton, type QuestionWords } from '@/app/_signed-in/confirm-button'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { Hidden } from '@/app/_signed-in/hidden'
import { TypedConfirmation } from '@/app/_signed-in/typed-confirmation'
import { Form } from '@/app/_ui/form'
import { useForm, type Act } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import type { ActState } from '@/lib/base/forms'
import { OneTimeLink, type LinkWords } from './one-time-link'

export type LinkState =
  | ActState
  | { status: 'refused'; message: string }
  /** `expires` as ISO 8601. */
  | { status: 'done'; url: string; expires: string }

interface Props {
  action: Act<LinkState>
  /** Hidden fields, by name. */
  fields: Readonly<Record<string, string>>
  label: string
  /** A question that names the user of the link. */
  title: string
  text: ReactNode
  words: { question: QuestionWords; link: LinkWords }
}

/** Creates a one-time link after a question, and shows it only now. */
export function LinkForm({ action, fields, label, title, text, words }: Props) {
  const { state, isUnanswered, isPending, form } = useForm<LinkState>(action, { status: 'idle' })
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state.status === 'done') result.current?.focus()
  }, [state])
  const error = state.status === 'unsure' ? state.message : null
  return (
    <div className="grid w-full justify-items-start gap-4">
      {state.status === 'refused' && <FormMessage state={{ ...state, errors: {}, values: {} }} />}
      <Confirmation
        id="link"
        label={label}
        look="secondary"
        title={title}
        answer={{ isPending, isRefused: isUnanswered || error !== null }}
        confirm={
          <Form {...form} className="grid gap-3">
            <Hidden fields={fields} />
            <TypedConfirmation id="link" error={error}>
              {null}
            </TypedConfirmation>
            <ConfirmButton sure="yes" look="primary" words={words.question}>
              {label}
            </ConfirmButton>
          </Form>
        }
      >
        {text}
      </Confirmation>
      {state.status === 'done' && (
        <div ref={result} tabIndex={-1} role="status" className="w-full">
          <OneTimeLink url={state.url} expires={state.expires} words={words.link} />
        </div>
      )}
    </div>
  )
}
