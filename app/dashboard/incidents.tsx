'use client'

import { ShieldAlert } from 'lucide-react'
import { useActionState, useEffect, useRef, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { END } from '@/lib/routes'
import { answerIncidentAction } from './actions'

export type AnswerState = { status: 'idle' | 'answered' }

export interface IncidentWords {
  id: string
  title: string
  text: string
  /** The one who was known, and the one who came. */
  sides: [ReactNode, ReactNode]
}

/** What looks as if somebody else had used a session, with the two answers there are to it. */
export function Incidents({ incidents }: { incidents: IncidentWords[] }) {
  const [state, answer] = useActionState<AnswerState, FormData>(answerIncidentAction, {
    status: 'idle',
  })
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that had the focus is gone with its incident.
    if (state.status === 'answered') said.current?.focus()
  }, [state])

  if (incidents.length === 0 && state.status === 'idle') return null
  return (
    <div className="mb-8 grid gap-4">
      {state.status === 'answered' && (
        <Notice tone="good" role="status" ref={said} tabIndex={-1}>
          Thank you. Good that it was you.
        </Notice>
      )}
      {incidents.map((incident) => (
        <IncidentBanner key={incident.id} incident={incident} answer={answer} />
      ))}
    </div>
  )
}

interface BannerProps {
  incident: IncidentWords
  answer: (form: FormData) => void
}

function IncidentBanner({ incident: { id, title, text, sides }, answer }: BannerProps) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      className="flex gap-4 rounded-xl border border-lantern bg-lantern-wash p-5 sm:p-6"
    >
      <ShieldAlert className="mt-0.5 hidden size-6 shrink-0 text-lantern sm:block" aria-hidden />
      <div className="min-w-0 grow">
        <h2 id={`${id}-title`} className="text-lg leading-snug font-semibold tracking-tight">
          {title}
        </h2>
        <p className="mt-1 max-w-prose">{text}</p>
        <ul className="mt-3 grid gap-1 text-sm break-words">
          {sides.map((side, index) => (
            <li key={index}>{side}</li>
          ))}
        </ul>
        <div className="mt-5 flex flex-wrap gap-3">
          <form method="post" action={END}>
            <input type="hidden" name="scope" value="everywhere" />
            <input type="hidden" name="next" value="/dashboard/security" />
            <Button type="submit" look="danger">
              Log out everywhere and change password
            </Button>
          </form>
          <form action={answer}>
            <input type="hidden" name="incident" value={id} />
            <SubmitButton look="secondary" pendingLabel="One moment…">
              This was me
            </SubmitButton>
          </form>
        </div>
      </div>
    </section>
  )
}
