import { DAY, HOUR, MINUTE } from '@/lib/base/time'

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
const EXACT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** `22 Nov 2026, 14:05 UTC`: the server does not know the reader's time zone. */
export function exactTime(point: Date): string {
  return `${EXACT.format(point)} UTC`
}

const SECONDS = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
})

/** `22 Nov 2026, 14:05:09`, in UTC, which the page says beside it. */
export function timeToTheSecond(point: Date): string {
  return SECONDS.format(point)
}

/** `5 minutes ago`, `in 2 hours`, `just now`. */
export function relativeTime(point: Date, now = new Date()): string {
  const seconds = (point.getTime() - now.getTime()) / 1000
  const inUnits = (unit: number) => Math.round(seconds / unit)
  if (inUnits(MINUTE) === 0) return seconds > 0 ? 'in less than a minute' : 'just now'
  if (Math.abs(inUnits(MINUTE)) < 60) return RELATIVE.format(inUnits(MINUTE), 'minute')
  if (Math.abs(inUnits(HOUR)) < 24) return RELATIVE.format(inUnits(HOUR), 'hour')
  return RELATIVE.format(inUnits(DAY), 'day')
}

/** `14 days`, `1 hour`, rounded down. */
export function durationInWords(seconds: number): string {
  const units = { day: DAY, hour: HOUR, minute: MINUTE, second: 1 }
  const [unit, length] = Object.entries(units).find(([, size]) => seconds >= size) ?? ['second', 1]
  const format = new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.floor(seconds / length))
}

/** `in 12 minutes`, rounded up: when the user may try again. */
export function waitInWords(point: Date, now = new Date()): string {
  const seconds = Math.max(1, Math.ceil((point.getTime() - now.getTime()) / 1000))
  if (seconds < MINUTE) return RELATIVE.format(seconds, 'second')
  if (seconds <= HOUR) return RELATIVE.format(Math.ceil(seconds / MINUTE), 'minute')
  return RELATIVE.format(Math.ceil(seconds / HOUR), 'hour')
}
