import type { ReactNode } from 'react'
import { env } from '@/lib/base/env'
import { HOME } from '@/lib/base/routes'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { ReaderProvider } from './reader'

/** Tells the client components below who reads this page, and which product it is of. */
export async function WithReader({ children }: { children: ReactNode }) {
  const { locale, zone, words } = await language()
  const { name, logo } = brand()
  const reader = {
    ...{ locale, zone, words: words.browser },
    brand: { name, logo: logo.path, home: env().homeUrl ?? HOME },
  }
  return <ReaderProvider reader={reader}>{children}</ReaderProvider>
}
