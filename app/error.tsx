'use client'

import { Button, ButtonLink } from './_ui/button'
import { MessagePage } from './_ui/message-page'
import { Title } from './_ui/title'

/** Does not say what broke: the server's log does, under the number shown. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <>
      <Title>Something broke</Title>
      <MessagePage
        title="Something broke on our side"
        message="It is not your doing, and you are still signed in if you were. Try again in a moment."
      >
        <Button onClick={() => retry()}>Try again</Button>
        <ButtonLink href="/" look="secondary">
          Back to the start
        </ButtonLink>
        {digest && <p className="w-full text-sm text-soft">Error number: {digest}</p>}
      </MessagePage>
    </>
  )
}
