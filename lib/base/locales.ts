/** The languages that people can choose, each by its name in that language. */
export const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const

/** A language tag of one subtag. @see BCP 47 */
export type Locale = keyof typeof LANGUAGE_NAMES

export const LOCALES = Object.keys(LANGUAGE_NAMES) as readonly Locale[]

/** The tag by which dates and numbers of a language are written. */
export const FORMAT_TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE' }

export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && Object.hasOwn(LANGUAGE_NAMES, text)
}
