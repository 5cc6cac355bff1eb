'use client'

import { useEffect, useRef } from 'react'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { Notice } from '@/app/_ui/notice'
import { useReader } from '@/app/_ui/reader'
import { SelectField } from '@/app/_ui/select-field'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { exactTime } from '@/lib/words/times'
import { ConfirmButton, type QuestionWords } from '@/app/_signed-in/confirm-button'
import { Hidden } from '@/app/_signed-in/hidden'
import { TypedConfirmation } from '@/app/_signed-in/typed-confirmation'
import { rotateSecretAction, type SecretState } from '../actions'
import { SecretBox } from '../secret-box'

interface Props {
  app: string
  /** A question that names the application. */
  title: string
  words: Omit<Words['applications']['secret'], 'question'>
  question: QuestionWords
}

/** Creates a secret after a question, and shows it only now. */
export function SecretForm({ app, title, words, question }: Props) {
  const { state, isUnanswered, isPending, form } = useForm<SecretState>(rotateSecretAction, {
    status: 'idle',
  })
  const error = state.status === 'unsure' ? state.message : null
  const options = Object.entries(words.overlaps).map(([value, label]) => ({ value, label }))
  return (
    <div className="grid w-full justify-items-start gap-4">
      {state.status === 'refused' && <FormMessage state={{ ...state, errors: {}, values: {} }} />}
      <Confirmation
        id="rotate"
        label={words.rotate}
        look="secondary"
        title={title}
        answer={{ isPending, isRefused: isUnanswered || error !== null }}
        confirm={
          <Form {...form} className="grid gap-3">
            <Hidden fields={{ app }} />
            <SelectField name="overlap" label={words.overlap} options={options} chosen="day" />
            <p className="text-sm text-soft">{words.burnHint}</p>
            <TypedConfirmation id="rotate" error={error}>
              {null}
            </TypedConfirmation>
            <ConfirmButton sure="yes" look="primary" words={question}>
              {words.yes}
            </ConfirmButton>
          </Form>
        }
      >
        {words.text}
      </Confirmation>
      {state.status === 'done' && <NewSecret state={state} words={words} />}
    </div>
  )
}

interface NewSecretProps {
  state: Extract<SecretState, { status: 'done' }>
  words: Props['words']
}

function NewSecret({ state, words }: NewSecretProps) {
  const box = useRef<HTMLDivElement>(null)
  const reader = useReader()
  useEffect(() => box.current?.focus(), [state])
  const { secret, oldUntil } = state
  return (
    <div className="grid w-full gap-3">
      <Notice tone="good" role="status" ref={box} tabIndex={-1}>
        {words.created}{' '}
        {oldUntil === null
          ? words.worksNoMore
          : fill(words.works, { time: exactTime(new Date(oldUntil), reader) })}
      </Notice>
      <SecretBox secret={secret} words={words} />
    </div>
  )
}
