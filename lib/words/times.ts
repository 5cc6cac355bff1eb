/** Times and durations in words, in the reader's language and time zone. */
import { FORMAT_TAGS, type Locale } from '@/lib/base/locales'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'
import { byLocale } from '@/lib/words/text'

/** How times are written for one reader. */
export interface Clock {
  readonly locale: Locale
  /** An IANA time zone. */
  readonly zone: string
}

const DAY_AND_MINUTE = {
  ...{ day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
} as const satisfies Intl.DateTimeFormatOptions

/** `22 Nov 2026, 14:05 CET`. */
export function exactTime(point: Date, clock: Clock): string {
  return format('exact', clock, { ...DAY_AND_MINUTE, timeZoneName: 'short' }).format(point)
}

/** `22 Nov 2026, 14:05:09`, in the zone that the page names beside it. */
export function timeToTheSecond(point: Date, clock: Clock): string {
  return format('second', clock, { ...DAY_AND_MINUTE, second: '2-digit' }).format(point)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow. Languages and zones are from lists, so there are not too many. */
function format(
  kind: string,
  { locale, zone }: Clock,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${zone}`
  const made = formats.get(key)
  if (made) return made
  const one = new Intl.DateTimeFormat(FORMAT_TAGS[locale], { ...options, timeZone: zone })
  formats.set(key, one)
  return one
}

const relative = byLocale((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'always' }))

/** `5 minutes ago`, `in 2 hours`; null less than half a minute ago. */
export function relativeTime(point: Date, locale: Locale, now = new Date()): string | null {
  const seconds = (point.getTime() - now.getTime()) / 1000
  const inUnits = (unit: number) => Math.round(seconds / unit)
  if (inUnits(MINUTE) === 0) return seconds > 0 ? relative(locale).format(1, 'minute') : null
  if (Math.abs(inUnits(MINUTE)) < 60) return relative(locale).format(inUnits(MINUTE), 'minute')
  if (Math.abs(inUnits(HOUR)) < 24) return relative(locale).format(inUnits(HOUR), 'hour')
  return relative(locale).format(inUnits(DAY), 'day')
}

const inUnit = (unit: string) =>
  byLocale((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }))
const UNITS = [
  { length: DAY, words: inUnit('day') },
  { length: HOUR, words: inUnit('hour') },
  { length: MINUTE, words: inUnit('minute') },
]
const SECONDS = { length: 1, words: inUnit('second') }

/** `14 days`, `1 hour`, rounded down. */
export function durationInWords(seconds: number, locale: Locale): string {
  const { length, words } = UNITS.find((unit) => seconds >= unit.length) ?? SECONDS
  return words(locale).format(Math.floor(seconds / length))
}

/** `in 12 minutes`, rounded up: when the user may try again. */
export function waitInWords(point: Date, locale: Locale, now = new Date()): string {
  const seconds = Math.max(1, Math.ceil((point.getTime() - now.getTime()) / 1000))
  if (seconds < MINUTE) return relative(locale).format(seconds, 'second')
  if (seconds <= HOUR) return relative(locale).format(Math.ceil(seconds / MINUTE), 'minute')
  return relative(locale).format(Math.ceil(seconds / HOUR), 'hour')
}
