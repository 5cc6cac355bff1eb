/** Durations and times. Only this file multiplies by 60. */

/** In seconds, like those below it. */
export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const UNITS = { s: 1, m: MINUTE, h: HOUR, d: DAY } as const

/** Seconds in a duration such as `30s`, `10m`, `12h` or `14d`; null for any other text. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})([smhd])$/.exec(text)
  if (!match) return null
  const [, amount, unit] = match
  const seconds = Number(amount) * UNITS[unit as keyof typeof UNITS]
  return seconds > 0 ? seconds : null
}

/** The time `seconds` after `start`. */
export function addSeconds(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000)
}

/** The last time that both databases can store, in milliseconds: the end of the year 9999. */
export const MAX_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

export function earliest(...times: [Date, ...Date[]]): Date {
  return new Date(Math.min(...times.map(Number)))
}

export function latest(...times: [Date, ...Date[]]): Date {
  return new Date(Math.max(...times.map(Number)))
}

/** A NumericDate (RFC 7519 §2): whole seconds since 1970, rounded down. */
export function toNumericDate(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}

export function fromNumericDate(seconds: number): Date {
  return new Date(seconds * 1000)
}
