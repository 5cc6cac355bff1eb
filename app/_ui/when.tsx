import { language } from '@/lib/request/language'
import { exactTime, relativeTime, timeToTheSecond } from './times'

interface Props {
  at: Date
  /** `relative` shows the exact time on hover and focus. `second` is for tables. */
  as?: 'relative' | 'exact' | 'second'
}

/** A time in the reader's language and zone. `PreferenceKeeper` corrects the zone on a first visit. */
export async function When({ at, as = 'relative' }: Props) {
  const clock = await language()
  const exact = exactTime(at, clock)
  const common = { dateTime: at.toISOString(), 'data-as': as } as const
  if (as === 'exact') return <time {...common}>{exact}</time>
  if (as === 'second') {
    return (
      <time {...common} className="tabular-nums">
        {timeToTheSecond(at, clock)}
      </time>
    )
  }
  return (
    <time {...common} tabIndex={0} title={exact} className="when" data-exact={exact}>
      {relativeTime(at, clock.locale) ?? clock.words.common.justNow}
    </time>
  )
}
