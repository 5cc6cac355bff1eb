'use client'

import { useId, useState, type ReactNode, type SubmitEvent } from 'react'
import { ConfirmFirstForm } from './confirm-first-form'
import { FormContext, type FormParts } from './form-answer'
import { FormFailure } from './form-message'
import { Mended } from './mended'
import { useKeptValues } from './kept-values'

interface Props extends FormParts {
  className?: string
  children: ReactNode
}

/**
 * The form of a server action, with props from `useForm`. Pages use no other kind: this one keeps
 * what was typed until the server answers, whatever the network, a proxy, an extension or the
 * browser's translation does. Without JavaScript the browser posts it. Where a grave act needs the
 * password first, a question for it takes the place of the fields.
 */
export function Form({ plain, send, answer, isPending, sentBy, className, children }: Props) {
  const id = useId()
  const { ref, noteTyped, noteSent } = useKeptValues(answer, id)
  const [dismissed, setDismissed] = useState<object | null>(null)
  const fault = answer.sentBy === id ? answer.fault : null
  // Without JavaScript the page does not tell which form sent it.
  const isOurs = answer.sentBy === id || answer.sentBy === null
  const asked = isOurs && answer.confirmFirst !== dismissed ? answer.confirmFirst : null
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    if (event.defaultPrevented) return
    // React's own submission would empty the fields even if nothing arrived.
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const { submitter } = event.nativeEvent
    const [name, value] = ['name', 'value'].map((key) => submitter?.getAttribute(key) ?? '')
    if (name) form.append(name, value ?? '')
    if (isPending) return
    noteSent()
    send({ form, sentBy: id })
  }
  return (
    <FormContext
      value={{ isPending: isPending && sentBy === id, fault, confirmsFirst: asked !== null }}
    >
      <Mended>
        <form
          ref={ref}
          action={plain}
          onInput={({ target }) => noteTyped(target)}
          onSubmit={onSubmit}
          noValidate
          hidden={asked !== null}
          aria-busy={isPending && sentBy === id}
          className={className}
        >
          {children}
          {!asked && <FormFailure />}
        </form>
      </Mended>
      {asked && (
        <ConfirmFirstForm
          asked={asked}
          plain={plain}
          onSubmit={onSubmit}
          onCancel={() => setDismissed(asked)}
        />
      )}
    </FormContext>
  )
}
