import type { Metadata } from 'next'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { NotFoundMessage } from './_ui/not-found-message'
import { WithReader } from './_ui/with-reader'

/** The title of a 404 before any script has run. */
export async function generateMetadata(): Promise<Metadata> {
  const { words } = await language()
  return { title: { absolute: `${words.errors.notFound.title} · ${brand().name}` } }
}

/** For visitors; signed-in users see `app/_signed-in/not-found.tsx`. */
export default async function NotFound() {
  const { errors, common } = (await language()).words
  return (
    // After an action, Next.js renders this page without the layout.
    <WithReader>
      <NotFoundMessage {...errors.notFound} backToStart={common.backToStart} />
    </WithReader>
  )
}
