import type { ReactNode } from 'react'
import type { Throttled } from '@/lib/rate-limits/tried'
import { LOG_IN } from '@/lib/base/routes'
import { ButtonLink } from './button'
import { Entrance } from './entrance'
import { Notice } from './notice'
import { isThrottled, throttleWords } from './throttle-words'

interface Props {
  refusal: { reason: 'bad-link' } | Throttled
  lead: string
  /** What to do instead. */
  children: ReactNode
}

/** The page of a link that may not be used. */
export function BadLink({ refusal, lead, children }: Props) {
  return (
    <Entrance title="This link does not work" lead={lead}>
      {isThrottled(refusal) && <Notice role="status">{throttleWords(refusal)}</Notice>}
      {children}
      <ButtonLink look="secondary" href={LOG_IN}>
        Log in
      </ButtonLink>
    </Entrance>
  )
}
