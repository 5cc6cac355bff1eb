import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_ui/button'
import { Entrance } from '@/app/_ui/entrance'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import type { Throttled } from '@/lib/rate-limits/tried'
import { env } from '@/lib/base/env'
import { checkPasswordLink } from '@/lib/passwords/reset'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { LOG_IN } from '@/lib/base/routes'
import { ResetPasswordForm } from './form'

export const metadata: Metadata = {
  title: 'Choose a password',
  description: 'Choose a new password with the link that an administrator gave you.',
  robots: { index: false },
}

/** Only the form uses up the link, so that programs that fetch links do not. */
export default async function ResetPasswordPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkPasswordLink(presented, from))
  if (!link.ok) {
    return <BadLink throttled={isThrottled(link) ? link : null} />
  }
  return (
    <Entrance
      title="Choose a password"
      lead={<>For {link.email}. Every device will be signed out.</>}
    >
      <ResetPasswordForm
        token={presented}
        email={link.email}
        passwordMinLength={env().passwordMinLength}
      />
    </Entrance>
  )
}

function BadLink({ throttled }: { throttled: Throttled | null }) {
  return (
    <Entrance
      title="This link does not work"
      lead="It works once and for a short while, and a newer one takes its place."
    >
      {throttled && <Notice role="status">{throttleWords(throttled)}</Notice>}
      <p>Ask whoever looks after this site for a new link. Your password is what it was.</p>
      <ButtonLink look="secondary" href={LOG_IN}>
        Log in
      </ButtonLink>
    </Entrance>
  )
}
