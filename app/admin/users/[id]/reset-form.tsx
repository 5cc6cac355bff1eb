'use client'

import type { QuestionWords } from '@/app/_signed-in/confirm-button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { Question } from '../../_ui/question'
import { Tick } from '../../_ui/tick'
import { resetFactorsAction, type ResetState } from './actions'

interface Props {
  /** The user's id. */
  user: string
  /**
   * Whether it is removed at once: as the administrator chooses, or, where it is planned already, in any
   * case. Without recovery codes there is nothing to choose.
   */
  now: 'choice' | 'always' | 'nothing'
  words: Pick<Words['userFactors']['removal'], 'reason' | 'reasonHint' | 'now' | 'nowHint'>
  submit: string
  question: QuestionWords
}

/** Removes the second factor, for a reason, and after a question. */
export function ResetForm({ user, now, words, submit, question }: Props) {
  const { state, form } = useForm<ResetState>(resetFactorsAction, { status: 'idle' })
  const { reason, isNow } = state.status === 'idle' ? { reason: '', isNow: false } : state
  return (
    <Form {...form} className="grid w-full justify-items-start gap-4">
      <input type="hidden" name="user" value={user} />
      <div className="w-full">
        <Field
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          error={state.status === 'invalid' ? state.message : undefined}
          defaultValue={reason}
          autoComplete="off"
          required
        />
      </div>
      {now === 'choice' && (
        <Tick name="now" value="yes" label={words.now} hint={words.nowHint} isTicked={isNow} />
      )}
      {now === 'always' && (
        <>
          <input type="hidden" name="now" value="yes" />
          <p className="text-sm text-soft">{words.nowHint}</p>
        </>
      )}
      <SubmitButton look="danger-quiet" pendingLabel={question.oneMoment}>
        {submit}
      </SubmitButton>
      {state.status === 'asked' && <Question id="reset" asked={state.asked} words={question} />}
    </Form>
  )
}
