'use client'

import { useLayoutEffect, useRef, useState } from 'react'

interface Answered {
  fault: object | null
  confirmFirst: object | null
  sentBy: string | null
}

/** Whether React has hydrated a form since this page loaded. */
let isHydrated = false

/**
 * Keeps what was typed into a form until an answer arrives, and then resets it: each field shows
 * its new default, except fields that changed while the answer was on its way. If React renders a
 * new form meanwhile, the values are copied into it.
 *
 * @param id of this form
 * @returns the form's ref, and what to call when a field changes and when the form is sent
 */
export function useKeptValues(answer: Answered, id: string) {
  const [servedForms] = useState(findServedForms)
  const last = useRef<{ form: HTMLFormElement; answer: Answered } | null>(null)
  const typedSince = useRef(new Set<EventTarget>())
  useLayoutEffect(() => {
    if (answer.sentBy !== id || isUnanswered(answer) || !last.current) return
    resetExcept(typedSince.current, last.current.form)
  }, [answer, id])

  const ref = (form: HTMLFormElement | null) => {
    if (!form) return
    const before = last.current?.form ?? servedVersionOf(form, servedForms)
    const isAnswered =
      last.current !== null && last.current.answer !== answer && !isUnanswered(answer)
    if (before && before !== form && !isAnswered) copyValues(before, form)
    last.current = { form, answer }
    isHydrated = true
  }
  return {
    ref,
    noteTyped: (field: EventTarget) => void typedSince.current.add(field),
    noteSent: () => typedSince.current.clear(),
  }
}

/** True when the form was not acted upon. */
function isUnanswered({ fault, confirmFirst }: Answered): boolean {
  return fault !== null || confirmFirst !== null
}

function resetExcept(typed: ReadonlySet<EventTarget>, form: HTMLFormElement): void {
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
 * The forms that the server rendered. If an extension changed one before hydration, React renders a
 * new, empty one.
 */
function findServedForms(): HTMLFormElement[] {
  return isHydrated || typeof document === 'undefined' ? [] : [...document.forms]
}

/** The same form as the server rendered it; usually it is that element. */
function servedVersionOf(form: HTMLFormElement, servedForms: readonly HTMLFormElement[]) {
  return servedForms.includes(form) ? form : servedForms.find((served) => holdsAll(served, form))
}

/**
 * True if `served` has every field of `form`; an extension may have added more. The forms of a list
 * differ only in a hidden field.
 */
function holdsAll(served: HTMLFormElement, form: HTMLFormElement): boolean {
  const controls = controlsOf(served)
  return Object.entries(controlsOf(form)).every(([key, { type, value }]) => {
    const control = controls[key]
    return control && (type !== 'hidden' || control.value === value)
  })
}

function copyValues(from: HTMLFormElement, to: HTMLFormElement): void {
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

/** The controls of a form, each under a unique key. */
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
