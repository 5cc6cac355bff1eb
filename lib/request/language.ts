/** The language and time zone in which the current request is answered. */
import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { isLocale, type Locale } from '@/lib/base/locales'
import { wordsIn, type Words } from '@/lib/words/catalogues'
import { negotiateLocale } from '@/lib/words/negotiate'
import { preferences } from './preferences'

export interface Language {
  readonly locale: Locale
  /** An IANA time zone; UTC until the browser has told its own. */
  readonly zone: string
  readonly words: Words
}

/**
 * How to speak to the reader of this page: as they chose, else as the application asks that sent
 * them, else as their browser asks, else by `DEFAULT_LANGUAGE`. The cookie follows the user's profile at each log-in and refresh.
 */
export const language = cache(async (): Promise<Language> => {
  const [chosen, sent] = await Promise.all([preferences(), headers()])
  const asked = sent.get(INTERNAL_HEADERS.locale)
  const locale =
    chosen.locale ??
    (isLocale(asked) ? asked : null) ??
    negotiateLocale(sent.get('accept-language')) ??
    env().defaultLanguage
  return { locale, zone: chosen.zone ?? 'UTC', words: wordsIn(locale) }
})
