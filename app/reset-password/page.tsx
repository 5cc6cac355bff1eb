import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { Entrance } from '@/app/_ui/entrance'
import type { QueryProps } from '@/app/_ui/query'
import { env } from '@/lib/base/env'
import { checkPasswordLink } from '@/lib/passwords/reset'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
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
    return (
      <BadLink
        refusal={link}
        lead="It works once and for a short while, and a newer one takes its place."
      >
        <p>Ask an administrator of this site for a new link. Your password is what it was.</p>
      </BadLink>
    )
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
