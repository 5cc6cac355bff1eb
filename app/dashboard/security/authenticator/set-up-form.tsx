'use client'

import type { ReactNode } from 'react'
import { CodeField } from '@/app/_ui/code-field'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import type { CodesState } from '../_factors/codes-state'
import { FreshCodes } from '../_factors/fresh-codes'
import { confirmAuthenticatorAction } from './actions'

interface Props {
  /** The picture to scan; null if no set-up has begun. */
  scan: ReactNode
  /** What else the page shows, unless there are new codes. */
  children: ReactNode
  fileName: string
  /** Of the field. */
  label: string
  words: Words['secondFactor']['authenticator']['check']
  fresh: Words['secondFactor']['recoveryCodes']['fresh']
}

/**
 * Turns the app on by its first code, and then shows the recovery codes. It stands on the page in
 * every state: without JavaScript the codes come with the page of the state after.
 */
export function SetUpForm({ scan, children, fileName, label, words, fresh }: Props) {
  const { state, form } = useForm<CodesState>(confirmAuthenticatorAction, { status: 'idle' })
  if (state.status === 'codes') {
    const { on, ...others } = fresh
    return <FreshCodes codes={state.codes} fileName={fileName} done={on} words={others} />
  }
  return (
    <>
      {scan && (
        <>
          {scan}
          <section className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6">
            <h2 className="text-lg font-semibold tracking-tight">{words.title}</h2>
            <Form {...form} className="mt-4 flex max-w-sm flex-col gap-5">
              <CodeField
                words={{ label, hint: words.hint }}
                error={'errors' in state ? state.errors.code : undefined}
              />
              <SubmitButton pendingLabel={words.submitting} className="sm:self-start">
                {words.submit}
              </SubmitButton>
              <FormMessage state={state} />
            </Form>
          </section>
        </>
      )}
      {children}
    </>
  )
}
