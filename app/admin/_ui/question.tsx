'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { ConfirmButton, type QuestionWords } from '@/app/_signed-in/confirm-button'
import { DIALOG } from '@/app/_signed-in/dialog-look'
import { Button, buttonClass } from '@/app/_ui/button'
import { useFormState } from '@/app/_ui/form-answer'
import { useHydrated } from '@/app/_ui/hydrated'
import type { Asked } from './asked'

interface Props {
  asked: Asked
  words: QuestionWords
  /** Unique on the page. */
  id?: string
}

/**
 * A question about the values of the form around it. Its button sends the same form again,
 * confirmed. Without JavaScript the page reloads with the dialog open.
 */
export function Question({ asked, words, id = 'question' }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const path = usePathname()
  const hydrated = useHydrated()
  const { fault, confirmsFirst } = useFormState()
  useEffect(() => {
    dialog.current?.close()
    dialog.current?.showModal()
  }, [asked])
  useEffect(() => {
    // The dialog would hide the form's message, or keep the page from its question.
    if (fault || confirmsFirst) dialog.current?.close()
  }, [fault, confirmsFirst])
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className={DIALOG}
    >
      <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight break-words">
        {asked.title}
      </h2>
      <div id={`${id}-text`} className="mt-2 grid gap-2 break-words text-soft">
        {asked.parts.map(({ text, items = [] }) => (
          <div key={text}>
            <p>{text}</p>
            {items.length > 0 && (
              <ul className="list-disc pl-5">
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
      <div className="mt-6 grid gap-2">
        <ConfirmButton sure={asked.sure} look="danger" words={words}>
          {asked.yes}
        </ConfirmButton>
        {hydrated ? (
          <Button look="secondary" autoFocus onClick={() => dialog.current?.close()}>
            {words.cancel}
          </Button>
        ) : (
          <a href={path} className={buttonClass('secondary')}>
            {words.cancel}
          </a>
        )}
      </div>
    </dialog>
  )
}
