import { cache } from 'react'
import { env } from '@/lib/base/env'
import { HOME } from '@/lib/base/routes'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import type { Reader } from './reader'

/**
 * What the client components of this request's page know of its reader, and of the product. One
 * object for each request, so that a page sends it once.
 */
export const currentReader = cache(async (): Promise<Reader> => {
  const { locale, zone, words } = await language()
  const { name, logo } = brand()
  return {
    ...{ locale, zone, words: words.browser },
    brand: { name, logo: logo.path, home: env().homeUrl ?? HOME },
  }
})
