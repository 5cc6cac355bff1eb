'use client'

import { useId, type ReactNode, type SubmitEvent } from 'react'
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
 * browser's translation does. Without JavaScript the browser posts it.
 */
export function Form({ plain, send, answer, isPending, sentBy, className, children }: Props) {
  const id = useId()
  const { ref, noteTyped, noteSent } = useKeptValues(answer, id)
  const fault = answer.sentBy === id ? answer.fault : null
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
    <FormContext value={{ isPending: isPending && sentBy === id, fault }}>
      <Mended>
        <form
          ref={ref}
          action={plain}
          onInput={({ target }) => noteTyped(target)}
          onSubmit={onSubmit}
          noValidate
          className={className}
        >
          {children}
          <FormFailure />
        </form>
      </Mended>
    </FormContext>
  )
}
