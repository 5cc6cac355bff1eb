'use client'

import type { ReactNode } from 'react'
import { CodeField } from '@/app/_ui/code-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { FreshCodes } from '@/app/dashboard/security/_factors/fresh-codes'
import type { Words } from '@/lib/words/catalogues'
import { setUpFactorAction, type SetUpState } from './actions'

interface Props {
  next: string
  /** The picture to scan; null if no log-in waits. */
  scan: ReactNode
  /** What the page shows in its place, unless there are new codes. */
  children: ReactNode
  fileName: string
  /** Of the field. */
  label: string
  words: Words['secondFactor']['authenticator']['check'] & { kept: string }
  fresh: Words['secondFactor']['recoveryCodes']['fresh']
}

/**
 * Logs in by the first code of a new app, and then shows the recovery codes. It stands on the page in
 * every state: without JavaScript the codes come with the page of the state after.
 */
export function SetUpForm({ next, scan, children, fileName, label, words, fresh }: Props) {
  const { state, form } = useForm<SetUpState>(setUpFactorAction, { status: 'idle' })
  if (state.status === 'codes') {
    const { on, ...others } = fresh
    return (
      <>
        {state.isKept && (
          <Notice tone="good" role="status">
            {words.kept}
          </Notice>
        )}
        <FreshCodes codes={state.codes} fileName={fileName} done={on} next={next} words={others} />
      </>
    )
  }
  if (!scan) return children
  return (
    <>
      {scan}
      <section className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6">
        <h2 className="text-lg font-semibold tracking-tight">{words.title}</h2>
        <Form {...form} className="mt-4 flex flex-col gap-5">
          <input type="hidden" name="next" value={next} />
          <CodeField
            words={{ label, hint: words.hint }}
            error={'errors' in state ? state.errors.code : undefined}
          />
          <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
          <FormMessage state={state} />
        </Form>
      </section>
      {children}
    </>
  )
}
