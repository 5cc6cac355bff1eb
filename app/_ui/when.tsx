import { exactTime, relativeTime, timeToTheSecond } from './moments'

interface Props {
  at: Date
  /** To the second, in place of how long ago it was. */
  isExact?: boolean
}

/** A moment as people say it. The exact time shows on hover and is there for machines. */
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
