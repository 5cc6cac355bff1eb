'use client'

import type { ReactNode } from 'react'
import type { ButtonLook } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'

/** The button that confirms a question. Only its value tells the action so. */
export function ConfirmButton(props: { sure: string; look: ButtonLook; children: ReactNode }) {
  return (
    <SubmitButton
      name="sure"
      value={props.sure}
      look={props.look}
      pendingLabel="One moment…"
      className="w-full"
    >
      {props.children}
    </SubmitButton>
  )
}
