import type { Metadata } from 'next'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { currentReader } from './_ui/current-reader'
import { NotFoundMessage } from './_ui/not-found-message'

/** The title of a 404 before any script has run. */
export async function generateMetadata(): Promise<Metadata> {
  const { words } = await language()
  return { title: { absolute: `${words.errors.notFound.title} · ${brand().name}` } }
}

/** For visitors; signed-in users see `app/_signed-in/not-found.tsx`. */
export default async function NotFound() {
  const [reader, { words }] = await Promise.all([currentReader(), language()])
  const { errors, common } = words
  return <NotFoundMessage reader={reader} {...errors.notFound} backToStart={common.backToStart} />
}
