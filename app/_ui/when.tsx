import { exactTime, relativeTime, timeToTheSecond } from './times'

interface Props {
  at: Date
  /** Shows the time to the second instead of how long ago it was. */
  isExact?: boolean
}

/** A time relative to now. The exact time shows on hover and is machine-readable. */
export function When({ at, isExact = false }: Props) {
  return (
    <time
      dateTime={at.toISOString()}
      title={exactTime(at)}
      className={isExact ? 'tabular-nums' : undefined}
    >
      {isExact ? timeToTheSecond(at) : relativeTime(at)}
    </time>
  )
}
