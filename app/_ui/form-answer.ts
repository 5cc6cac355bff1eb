'use client'

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { createContext, startTransition, useActionState, useContext, useState } from 'react'

/** What kept a form from being answered. Another one each time, so that it is told each time. */
export interface Fault {
  kind: 'offline' | 'unreached' | 'broken'
  /** By which the server's log knows what broke. */
  number?: string
}

interface Answer<State> {
  state: Awaited<State>
  fault: Fault | null
  /** Which form of those that share the answer. */
  sentBy: string | null
}

interface Sent {
  form: FormData
  sentBy: string
}

/** What `Form` needs of `useForm`. */
export interface FormParts {
  /** For the browser, where no JavaScript of ours runs. */
  plain: (form: FormData) => void
  send: (sent: Sent) => void
  answer: Answer<unknown>
  isPending: boolean
  sentBy: string | null
}

type Act<State> = (previous: Awaited<State>, form: FormData) => Promise<State>

/** How the form stands that a button or a message is part of. */
export const FormContext = createContext<{ isPending: boolean; fault: Fault | null }>({
  isPending: false,
  fault: null,
})

export function useFormStanding() {
  return useContext(FormContext)
}

/**
 * What a server action answers to a form, and the parts of `Form`. Where there is no answer the one
 * before stays, and the form says what is the matter.
 */
export function useForm<State>(act: Act<State>, first: Awaited<State>) {
  const [posted, plain] = useActionState(act, first)
  const [answer, dispatch, isPending] = useActionState(
    async ({ state }: Answer<State>, sent: Sent) => answerTo(sent, act, state),
    { state: posted, fault: null, sentBy: null },
  )
  const [sentBy, setSentBy] = useState<string | null>(null)
  const send = (sent: Sent) => {
    setSentBy(sent.sentBy)
    startTransition(() => dispatch(sent))
  }
  const form: FormParts = { plain, send, answer, isPending, sentBy }
  return { state: answer.state, isUnanswered: answer.fault !== null, isPending, form }
}

async function answerTo<State>(
  { form, sentBy }: Sent,
  act: Act<State>,
  state: Awaited<State>,
): Promise<Answer<State>> {
  try {
    return { state: await act(state, form), fault: null, sentBy }
  } catch (error) {
    // Where the action leads elsewhere.
    unstable_rethrow(error)
    if (unstable_isUnrecognizedActionError(error)) return await loadAnew()
    return { state, fault: faultIn(error), sentBy }
  }
}

/** The page is from before an update: the server says so on the new one, and what was typed. */
function loadAnew(): Promise<never> {
  location.reload()
  return new Promise(() => undefined)
}

function faultIn(error: unknown): Fault {
  if (error instanceof Error && 'digest' in error) {
    return { kind: 'broken', number: String(error.digest) }
  }
  // Also where something between us answered in place of the server.
  return { kind: navigator.onLine ? 'unreached' : 'offline' }
}
