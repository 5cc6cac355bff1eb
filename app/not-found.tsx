import type { Metadata } from 'next'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { ButtonLink } from './_ui/button'
import { MessagePage } from './_ui/message-page'
import { Title } from './_ui/title'
import { WithReader } from './_ui/with-reader'

/** The title of a 404 before any script has run. */
export async function generateMetadata(): Promise<Metadata> {
  const { words } = await language()
  return { title: { absolute: `${words.errors.notFound.title} · ${brand().name}` } }
}

/** For visitors; signed-in users see `app/_signed-in/not-found.tsx`. */
export default async function NotFound() {
  const { words } = await language()
  const { title, message } = words.errors.notFound
  return (
    // After an action, Next.js renders this page without the layout.
    <WithReader>
      <Title>{title}</Title>
      <MessagePage title={title} message={message}>
        <ButtonLink href="/">{words.common.backToStart}</ButtonLink>
      </MessagePage>
    </WithReader>
  )
}
