/** What the product says, by language. */
import type { Locale } from '@/lib/base/locales'
import { de } from './de'
import { en } from './en'
import type { Translated } from './text'

/** The texts of one language, by area. English decides what there is to say. */
export type Words = Translated<typeof en>

const CATALOGUES: Readonly<Record<Locale, Words>> = { en, de }

export function wordsIn(locale: Locale): Words {
  return CATALOGUES[locale]
}
