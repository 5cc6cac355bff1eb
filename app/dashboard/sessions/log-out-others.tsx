'use client'

import type { ReactNode } from 'react'
import { Confirmation } from '@/app/_signed-in/confirmation'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { endOthersAction, type EndSessionState } from './actions'

interface Props {
  words: Pick<Words['sessions']['others'], 'label' | 'title' | 'yes'>
  /** The label while the devices are logged out. */
  pendingLabel: string
  children: ReactNode
}

/** Logs out all other devices, after a question and perhaps the password. */
export function LogOutOthersForm({ words, pendingLabel, children }: Props) {
  const { isUnanswered, isPending, form } = useForm<EndSessionState>(endOthersAction, {
    status: 'idle',
  })
  return (
    <Confirmation
      id="others"
      label={words.label}
      look="secondary"
      title={words.title}
      answer={{ isPending, isRefused: isUnanswered }}
      confirm={
        <Form {...form} className="grid">
          <SubmitButton look="danger" pendingLabel={pendingLabel} className="w-full">
            {words.yes}
          </SubmitButton>
        </Form>
      }
    >
      {children}
    </Confirmation>
  )
}
