import type { Language } from '@/lib/request/language'
import { exactTime, relativeTime, timeToTheSecond } from '@/lib/words/times'

interface Props {
  at: Date
  /** Handed down, since a page may hold many times, and each would wait for it anew. */
  reader: Language
  /** `relative` shows the exact time on hover and focus. `second` is for tables. */
  as?: 'relative' | 'exact' | 'second'
}

/** A time in the reader's language and zone. `PreferenceKeeper` corrects the zone on a first visit. */
export function When({ at, reader, as = 'relative' }: Props) {
  const common = { dateTime: at.toISOString(), 'data-as': as } as const
  if (as === 'exact') return <time {...common}>{exactTime(at, reader)}</time>
  if (as === 'second') {
    return (
      <time {...common} className="tabular-nums">
        {timeToTheSecond(at, reader)}
      </time>
    )
  }
  return (
    <time {...common} tabIndex={0} title={exactTime(at, reader)}>
      {relativeTime(at, reader.locale) ?? reader.words.common.justNow}
    </time>
  )
}
