'use client'

import { ShieldAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm, type FormParts } from '@/app/_ui/form-answer'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import { SECURITY } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { answerIncidentAction, type AnswerState } from './actions'

export interface IncidentWords {
  id: string
  title: string
  text: string
  /** The known side, then the new one. */
  sides: [ReactNode, ReactNode]
}

interface Props {
  incidents: IncidentWords[]
  /** Title of more than one. */
  heading: string
  words: Words['ownIncidents']['box']
}

/** The user's open incidents, with the two possible answers. */
export function Incidents({ incidents, heading, words }: Props) {
  const { state, form } = useForm<AnswerState>(answerIncidentAction, { status: 'idle' })
  const message = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that had the focus disappeared with its incident.
    if (state.status === 'answered') message.current?.focus()
  }, [state])

  if (incidents.length === 0 && state.status === 'idle') return null
  return (
    <div className="mb-8 grid gap-4">
      {state.status === 'answered' && (
        <Notice tone="good" role="status" ref={message} tabIndex={-1}>
          {words.thanks}
        </Notice>
      )}
      {incidents.length > 0 && <Banner {...{ incidents, heading, words }} answer={form} />}
    </div>
  )
}

interface BannerProps extends Props {
  answer: FormParts
}

/** One box for all incidents, with the one act that they all call for. */
function Banner({ incidents, heading, words, answer }: BannerProps) {
  const [first, ...others] = incidents
  const isOne = others.length === 0
  return (
    <section
      aria-labelledby="incidents-title"
      className="flex gap-4 rounded-xl border border-lantern bg-lantern-wash p-5 sm:p-6"
    >
      <ShieldAlert className="mt-0.5 hidden size-6 shrink-0 text-lantern sm:block" aria-hidden />
      <div className="min-w-0 grow">
        <h2 id="incidents-title" className="text-lg leading-snug font-semibold tracking-tight">
          {isOne ? first?.title : heading}
        </h2>
        <ul className={isOne ? '' : 'mt-3 divide-y divide-line border-y border-line'}>
          {incidents.map((incident) => (
            <Item key={incident.id} {...{ incident, isOne, words, answer }} />
          ))}
        </ul>
        <div className="mt-4">
          <EndSessionsForm scope="everywhere" next={SECURITY}>
            <Button type="submit" look="danger">
              {words.logOutEverywhere}
            </Button>
          </EndSessionsForm>
        </div>
      </div>
    </section>
  )
}

interface ItemProps extends Pick<Props, 'words'> {
  incident: IncidentWords
  isOne: boolean
  answer: FormParts
}

function Item({ incident: { id, title, text, sides }, isOne, words, answer }: ItemProps) {
  const [known, came] = sides
  return (
    <li className={isOne ? '' : 'py-4'}>
      {!isOne && (
        <h3 id={`${id}-title`} className="font-medium">
          {title}
        </h3>
      )}
      <p className="mt-1 max-w-prose">{text}</p>
      <dl className="mt-3 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="font-medium">{words.usualDevice}</dt>
        <dd className="mb-1 sm:mb-0">{known}</dd>
        <dt className="font-medium">{words.newDevice}</dt>
        <dd>{came}</dd>
      </dl>
      <Form {...answer} className="mt-4">
        <input type="hidden" name="incident" value={id} />
        <SubmitButton
          look="secondary"
          pendingLabel={words.sending}
          aria-describedby={isOne ? undefined : `${id}-title`}
        >
          {words.thisWasMe}
        </SubmitButton>
      </Form>
    </li>
  )
}
