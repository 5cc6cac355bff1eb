'use client'

import type { ReactNode } from 'react'
import type { ButtonLook } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'

/** The texts that every question has. */
export type QuestionWords = Words['administration']['question']

interface Props {
  sure: string
  look: ButtonLook
  words: QuestionWords
  children: ReactNode
}

/** The button that confirms a question. Only its value tells the action so. */
export function ConfirmButton({ sure, look, words, children }: Props) {
  return (
    <SubmitButton
      name="sure"
      value={sure}
      look={look}
      pendingLabel={words.oneMoment}
      className="w-full"
    >
      {children}
    </SubmitButton>
  )
}
