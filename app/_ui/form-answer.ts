'use client'

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { createContext, startTransition, useActionState, useContext, useState } from 'react'
import { isConfirmFirst, type ConfirmFirst } from '@/lib/base/forms'

/** Why a form got no answer. A new object each time, so that each one is announced. */
export interface Fault {
  kind: 'offline' | 'unreached' | 'broken'
  /** Identifies the error in the server's log. */
  number?: string
}

interface Answer<State> {
  state: Awaited<State>
  fault: Fault | null
  /** Asks for the password before the act; `state` is then the previous one. */
  confirmFirst: ConfirmFirst | null
  /** The form that sent it, where several share the answer. */
  sentBy: string | null
}

interface Sent {
  form: FormData
  sentBy: string
}

/** What `useForm` hands to `Form`. */
export interface FormParts {
  /** The action for a browser without JavaScript. */
  plain: (form: FormData) => void
  send: (sent: Sent) => void
  answer: Answer<unknown>
  isPending: boolean
  sentBy: string | null
}

/** A server action. `Form` itself handles the answer of a grave one that asks for the password. */
export type Act<State> = (
  previous: Awaited<State> | ConfirmFirst,
  form: FormData,
) => Promise<State | ConfirmFirst>

/** The state of the form around a button or message. */
export const FormContext = createContext<{
  isPending: boolean
  fault: Fault | null
  /** True while it asks for the password instead of showing its fields. */
  confirmsFirst: boolean
}>({ isPending: false, fault: null, confirmsFirst: false })

export function useFormState() {
  return useContext(FormContext)
}

/**
 * A server action's answer to a form, and the props of `Form`. Without an answer the previous one
 * stays, and the form says what went wrong.
 */
export function useForm<State>(act: Act<State>, initial: Awaited<State>) {
  const [posted, plain] = useActionState<Awaited<State> | ConfirmFirst, FormData>(
    // Safe because no state of a form is a promise.
    act as Act<Awaited<State>>,
    initial as Awaited<Awaited<State>>,
  )
  const asked = isConfirmFirst(posted) ? posted : null
  const [answer, dispatch, isPending] = useActionState(
    async (previous: Answer<State>, sent: Sent) => answerTo(sent, act, previous),
    {
      state: isConfirmFirst(posted) ? initial : posted,
      fault: null,
      confirmFirst: asked,
      sentBy: null,
    },
  )
  const [sentBy, setSentBy] = useState<string | null>(null)
  const send = (sent: Sent) => {
    setSentBy(sent.sentBy)
    startTransition(() => dispatch(sent))
  }
  const form: FormParts = { plain, send, answer, isPending, sentBy }
  const isUnanswered = answer.fault !== null || answer.confirmFirst !== null
  return { state: answer.state, isUnanswered, isPending, form }
}

async function answerTo<State>(
  { form, sentBy }: Sent,
  act: Act<State>,
  previous: Answer<State>,
): Promise<Answer<State>> {
  try {
    const state = await act(previous.state, form)
    return isConfirmFirst(state)
      ? { ...previous, fault: null, confirmFirst: state, sentBy }
      : { state, fault: null, confirmFirst: null, sentBy }
  } catch (error) {
    // Next.js throws redirects.
    unstable_rethrow(error)
    if (unstable_isUnrecognizedActionError(error)) return await reload()
    return { ...previous, fault: faultIn(error), sentBy }
  }
}

/** The page is older than an update: the new page says so and restores what was typed. */
function reload(): Promise<never> {
  location.reload()
  return new Promise(() => undefined)
}

function faultIn(error: unknown): Fault {
  if (error instanceof Error && 'digest' in error) {
    return { kind: 'broken', number: String(error.digest) }
  }
  // Also when a proxy answered instead of the server.
  return { kind: navigator.onLine ? 'unreached' : 'offline' }
}
