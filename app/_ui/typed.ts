'use client'

import { useLayoutEffect, useRef, useState } from 'react'

interface Answered {
  fault: object | null
  sentBy: string | null
}

/** Whether a form has been taken over by React since this page was loaded. */
let isTakenOver = false

/**
 * Keeps what was typed into a form until there is an answer, and empties it then: each field shows
 * its new default. Where the form is made anew meanwhile, it is typed into the new one.
 *
 * @param id of this form
 * @returns the ref of the form
 */
export function useTyped(answer: Answered, id: string) {
  const [asServed] = useState(formsAsServed)
  const last = useRef<{ form: HTMLFormElement; answer: Answered } | null>(null)
  useLayoutEffect(() => {
    if (answer.sentBy === id && !answer.fault) last.current?.form.reset()
  }, [answer, id])

  return (form: HTMLFormElement | null) => {
    if (!form) return
    const before = last.current?.form ?? asServed.find((served) => holdsAll(served, form))
    const isAnswered = last.current !== null && last.current.answer !== answer && !answer.fault
    if (before && before !== form && !isAnswered) typeAgain(before, form)
    last.current = { form, answer }
    isTakenOver = true
  }
}

/**
 * The forms that the server rendered. An extension may have changed one before React came, which
 * then makes it anew, with nothing in it.
 */
function formsAsServed(): HTMLFormElement[] {
  return isTakenOver || typeof document === 'undefined' ? [] : [...document.forms]
}

/** True for a form with each field of `form`; an extension may have put in more. */
function holdsAll(served: HTMLFormElement, form: HTMLFormElement): boolean {
  const there = controlsOf(served)
  return Object.keys(controlsOf(form)).every((key) => key in there)
}

function typeAgain(from: HTMLFormElement, to: HTMLFormElement): void {
  const before = controlsOf(from)
  for (const [key, control] of Object.entries(controlsOf(to))) {
    const old = before[key]
    if (!old || control.type === 'hidden') continue
    control.value = old.value
    if (control instanceof HTMLInputElement && old instanceof HTMLInputElement) {
      control.checked = old.checked
    }
  }
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** What is typed, chosen or ticked, each under a name of its own. */
function controlsOf(form: HTMLFormElement): Record<string, Control> {
  const kinds = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement]
  const controls = [...form.elements].filter((element): element is Control =>
    kinds.some((kind) => element instanceof kind),
  )
  const keyOf = ({ name, type, value }: Control) =>
    type === 'checkbox' || type === 'radio' ? `${name}=${value}` : name
  return Object.fromEntries(
    controls.filter(({ name }) => name && !name.startsWith('$')).map((one) => [keyOf(one), one]),
  )
}
