/** Days of a calendar, by the clock of a time zone. */
import { addSeconds, DAY, MAX_TIME } from './time'

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

/** When the day `text` (`2026-11-24`) begins in `zone`; null if it is no day. */
export function startOfDay(text: string, zone: string): Date | null {
  const midnight = midnightOf(text)
  if (!midnight) return null
  // The clock may change that day. Where the change skips midnight, the day begins with it.
  const [late, early] = [shownAt(midnight, zone), shownAt(addSeconds(midnight, -DAY), zone)]
  const candidates = [late, early].map((shift) => new Date(midnight.getTime() - shift))
  const starts = candidates.filter(
    (one) => one.getTime() + shownAt(one, zone) >= midnight.getTime(),
  )
  const start = new Date(Math.min(...starts.map(Number)))
  return start.getTime() >= 0 && start.getTime() <= MAX_TIME ? start : null
}

/** When the day after `text` begins in `zone`; null if it is no day. */
export function endOfDay(text: string, zone: string): Date | null {
  const midnight = midnightOf(text)
  return midnight && startOfDay(addSeconds(midnight, DAY).toISOString().slice(0, 10), zone)
}

/** Midnight of that day in UTC; null for text such as `2026-02-30`. */
function midnightOf(text: string): Date | null {
  const midnight = new Date(DAY_FORM.test(text) ? text : NaN)
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
  return isDay ? midnight : null
}

/** By how many milliseconds the clock of `zone` is ahead of UTC at `point`. */
function shownAt(point: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(point)
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    ...([value('year'), value('month') - 1, value('day')] as [number, number, number]),
    ...[value('hour'), value('minute'), value('second')],
  )
  return shown - Math.floor(point.getTime() / 1000) * 1000
}
