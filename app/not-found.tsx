import { ButtonLink } from './_ui/button'
import { MessagePage } from './_ui/message-page'
import { NOT_FOUND } from './_ui/not-found-words'
import { Title } from './_ui/title'

export { NOT_FOUND_METADATA as metadata } from './_ui/not-found-words'

/** For visitors; signed-in users see `app/_signed-in/not-found.tsx`. */
export default function NotFound() {
  return (
    <>
      <Title>{NOT_FOUND.page}</Title>
      <MessagePage title={NOT_FOUND.title} message={NOT_FOUND.message}>
        <ButtonLink href="/">Back to the start</ButtonLink>
      </MessagePage>
    </>
  )
}
