import type { Metadata } from 'next'
import type { QueryProps } from '@/app/_ui/query'
import { safeNext } from '@/lib/base/routes'
import { RefreshForm } from './form'

export const metadata: Metadata = {
  title: 'Signing you back in',
  description: 'Renews your session, and takes you where you were going.',
  robots: { index: false },
}

/** Does not refresh: that takes a POST, so that no link, prefetch or preview can cause it. */
export default async function RefreshPage({ searchParams }: QueryProps) {
  return <RefreshForm next={safeNext((await searchParams).next)} />
}
