import type { Metadata } from 'next'
import type { QueryProps } from '@/app/_ui/query'
import { safeNext } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import { RefreshForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.refresh
  return { title, description, robots: { index: false } }
}

/** Does not refresh: that takes a POST, so that no link, prefetch or preview can cause it. */
export default async function RefreshPage({ searchParams }: QueryProps) {
  const { words } = await language()
  return <RefreshForm next={safeNext((await searchParams).next)} words={words.refresh.form} />
}
