'use client'

import { ConfirmButton, type QuestionWords } from '@/app/_signed-in/confirm-button'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import type { Words } from '@/lib/words/catalogues'
import type { CodesState } from '../_factors/codes-state'
import { FreshCodes } from '../_factors/fresh-codes'
import { renewCodesAction } from './actions'

interface Props {
  fileName: string
  words: Words['secondFactor']['recoveryCodes']['renew']
  fresh: Words['secondFactor']['recoveryCodes']['fresh']
  question: QuestionWords
}

/** Makes new codes, and shows them in place of the button. */
export function RenewForm({ fileName, words, fresh, question }: Props) {
  const { state, isUnanswered, isPending, form } = useForm<CodesState>(renewCodesAction, {
    status: 'idle',
  })
  if (state.status === 'codes') {
    return <FreshCodes codes={state.codes} fileName={fileName} words={fresh} />
  }
  const error = 'errors' in state ? state.message : null
  return (
    <Confirmation
      id="renew-codes"
      label={words.label}
      look="secondary"
      title={words.question}
      answer={{ isPending, isRefused: isUnanswered || error !== null }}
      confirm={
        <Form {...form} className="grid gap-3">
          {error && <p className="text-danger">{error}</p>}
          <ConfirmButton sure="yes" look="danger" words={question}>
            {words.yes}
          </ConfirmButton>
        </Form>
      }
    >
      {words.text}
    </Confirmation>
  )
}
