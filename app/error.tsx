'use client'

import { fill } from '@/lib/words/text'
import { Button, ButtonLink } from './_ui/button'
import { MessagePage } from './_ui/message-page'
import { useReader } from './_ui/reader'
import { Title } from './_ui/title'

/** Does not say what broke: the server's log does, under the number shown. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  const { broken, fault } = useReader().words
  return (
    <>
      <Title>{broken.page}</Title>
      <MessagePage title={broken.title} message={broken.message}>
        <Button onClick={() => retry()}>{broken.tryAgain}</Button>
        <ButtonLink href="/" look="secondary">
          {broken.backToStart}
        </ButtonLink>
        {digest && (
          <p className="w-full text-sm text-soft">{fill(fault.number, { number: digest })}</p>
        )}
      </MessagePage>
    </>
  )
}
