import type { Metadata } from 'next'
import { ButtonLink } from './_ui/button'
import { MessagePage } from './_ui/message-page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <MessagePage
      title="There is no door here"
      message="This page does not exist, or it is not yours to see."
    >
      <ButtonLink href="/">Back to the start</ButtonLink>
    </MessagePage>
  )
}
