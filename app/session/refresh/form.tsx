'use client'

import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { MessagePage } from '@/app/_ui/message-page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { followRefresh, type Outcome } from '@/app/session/_browser/follow-refresh'
import { refreshAction, type RefreshState } from './actions'

const WORDS: Record<Outcome, { title: string; message: string }> = {
  working: { title: 'Signing you back in…', message: 'This takes a moment.' },
  'no-answer': {
    title: 'No answer from the server',
    message: 'You are not signed out. Try again in a moment.',
  },
  circle: {
    title: 'Your browser does not keep our cookies',
    message:
      'A cookie is how this site knows it is still you. Allow cookies for this site in your ' +
      'browser’s privacy settings, then try again.',
  },
}

/** With JavaScript the refresh starts by itself. Without, a button posts the form. */
export function RefreshForm({ next }: { next: string }) {
  const { form } = useForm<RefreshState>(refreshAction, { status: 'idle' })
  const [outcome, setOutcome] = useState<Outcome>('working')
  useEffect(() => {
    if (outcome !== 'working') return
    const unmounted = new AbortController()
    void followRefresh(next, unmounted.signal).then((result) => {
      if (!unmounted.signal.aborted) setOutcome(result)
    })
    return () => unmounted.abort()
  }, [next, outcome])

  return (
    <MessagePage {...WORDS[outcome]} live>
      {outcome === 'working' ? (
        <>
          <LoaderCircle
            className="size-6 animate-spin text-soft noscript:hidden"
            aria-hidden="true"
          />
          <p className="hidden w-full noscript:block">Press Continue to go on.</p>
          {/* Late, so that it does not flash where JavaScript does the work. */}
          <Form {...form} className="w-full animate-late noscript:animate-none">
            <input type="hidden" name="next" value={next} />
            <SubmitButton pendingLabel="One moment…">Continue</SubmitButton>
          </Form>
        </>
      ) : (
        <Button onClick={() => setOutcome('working')}>Try again</Button>
      )}
    </MessagePage>
  )
}
