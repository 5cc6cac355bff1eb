/**
 * What a browser remembers of how its user wants to see the pages: language, colours and time zone.
 * The cookies hold nothing of a session.
 */
import { isLocale, type Locale } from './locales'
import { DAY } from './time'

export const THEMES = ['light', 'dark'] as const
/** The colours that a user chose; without a choice they follow the system. */
export type Theme = (typeof THEMES)[number]

/** Names without the `__Host-` prefix, since a script writes the time zone. */
export const PREFERENCE_COOKIES = {
  locale: 'gh_locale',
  theme: 'gh_theme',
  zone: 'gh_zone',
} as const

/** Seconds that a browser keeps a choice; at most 400 days (RFC 6265bis §5.5). */
export const PREFERENCE_SECONDS = 400 * DAY

interface Jar {
  get(name: string): { value: string } | undefined
}

export interface Preferences {
  readonly locale: Locale | null
  readonly theme: Theme | null
  /** An IANA time zone; null if the browser has not told one that we know. */
  readonly zone: string | null
}

/** Reads the cookies; anything that is no choice of ours counts as none. */
export function readPreferences(jar: Jar): Preferences {
  const locale = jar.get(PREFERENCE_COOKIES.locale)?.value
  const theme = jar.get(PREFERENCE_COOKIES.theme)?.value
  const zone = jar.get(PREFERENCE_COOKIES.zone)?.value
  return {
    locale: isLocale(locale) ? locale : null,
    theme: isTheme(theme) ? theme : null,
    zone: zone === undefined ? null : knownZone(zone),
  }
}

export function isTheme(text: unknown): text is Theme {
  return THEMES.some((theme) => theme === text)
}

let zones: ReadonlySet<string> | undefined

/**
 * The zone by its name in our list, since browsers differ in it (`Asia/Kolkata`, `Asia/Calcutta`).
 * Only names of the list, so that a client cannot fill the caches of formats.
 */
function knownZone(text: string): string | null {
  zones ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  if (zones.has(text)) return text
  const name = mainNameOf(text)
  return name !== null && zones.has(name) ? name : null
}

function mainNameOf(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
