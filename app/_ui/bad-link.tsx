import type { ReactNode } from 'react'
import type { Throttled } from '@/lib/rate-limits/tried'
import { LOG_IN } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import { ButtonLink } from './button'
import { Entrance } from './entrance'
import { Notice } from './notice'
import { isThrottled, throttleWords } from './throttle-words'

interface Props {
  refusal: { reason: 'bad-link' } | Throttled
  lead: string
  /** What to do instead, beside logging in. */
  children?: ReactNode
}

/** The page of a link that may not be used. */
export async function BadLink({ refusal, lead, children }: Props) {
  const reader = await language()
  const { accounts, common } = reader.words
  return (
    <Entrance title={accounts.badLink.title} lead={lead}>
      {isThrottled(refusal) && <Notice role="status">{throttleWords(refusal, reader)}</Notice>}
      {children}
      <ButtonLink look="secondary" href={LOG_IN}>
        {common.logIn}
      </ButtonLink>
    </Entrance>
  )
}
