'use client'

import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { MessagePage } from '@/app/_ui/message-page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { followRefresh, type Outcome } from '@/app/session/_browser/follow-refresh'
import type { Words } from '@/lib/words/catalogues'
import { refreshAction, type RefreshState } from './actions'

interface Props {
  next: string
  words: Words['refresh']['form']
}

/** With JavaScript the refresh starts by itself. Without, a button posts the form. */
export function RefreshForm({ next, words }: Props) {
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
    <MessagePage {...words.outcomes[outcome]} live>
      {outcome === 'working' ? (
        <>
          <LoaderCircle
            className="size-6 animate-spin text-soft noscript:hidden"
            aria-hidden="true"
          />
          <p className="hidden w-full noscript:block">{words.byHand}</p>
          {/* Late, so that it does not flash where JavaScript does the work. */}
          <Form {...form} className="w-full animate-late noscript:animate-none">
            <input type="hidden" name="next" value={next} />
            <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
          </Form>
        </>
      ) : (
        <Button onClick={() => setOutcome('working')}>{words.tryAgain}</Button>
      )}
    </MessagePage>
  )
}
