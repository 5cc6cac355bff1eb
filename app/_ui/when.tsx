import { exactTime, relativeTime } from './moments'

/** A moment as people say it. The exact time shows on hover and is there for machines. */
export function When({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={exactTime(at)}>
      {relativeTime(at)}
    </time>
  )
}
