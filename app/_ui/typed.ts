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
 * its new default, but for what was typed while the answer was on its way. Where the form is made
 * anew meanwhile, it is typed into the new one.
 *
 * @param id of this form
 * @returns the ref of the form, and who is to hear that something was typed, and that it was sent
 */
export function useTyped(answer: Answered, id: string) {
  const [asServed] = useState(formsAsServed)
  const last = useRef<{ form: HTMLFormElement; answer: Answered } | null>(null)
  const typedSince = useRef(new Set<EventTarget>())
  useLayoutEffect(() => {
    if (answer.sentBy !== id || answer.fault || !last.current) return
    resetBut(typedSince.current, last.current.form)
  }, [answer, id])

  const ref = (form: HTMLFormElement | null) => {
    if (!form) return
    const before = last.current?.form ?? asServed.find((served) => holdsAll(served, form))
    const isAnswered = last.current !== null && last.current.answer !== answer && !answer.fault
    if (before && before !== form && !isAnswered) typeAgain(before, form)
    last.current = { form, answer }
    isTakenOver = true
  }
  return {
    ref,
    noteTyped: (field: EventTarget) => void typedSince.current.add(field),
    noteSent: () => typedSince.current.clear(),
  }
}

function resetBut(typed: ReadonlySet<EventTarget>, form: HTMLFormElement): void {
  const before = Object.values(controlsOf(form)).flatMap((control) => {
    const { value } = control
    const checked = control instanceof HTMLInputElement && control.checked
    return typed.has(control) ? [{ control, value, checked }] : []
  })
  form.reset()
  for (const { control, value, checked } of before) {
    control.value = value
    if (control instanceof HTMLInputElement) control.checked = checked
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
