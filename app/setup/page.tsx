import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { CookieNote } from '@/app/_ui/cookie-note'
import { Entrance } from '@/app/_ui/entrance'
import type { QueryProps } from '@/app/_ui/query'
import { env } from '@/lib/base/env'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { checkSetupLink } from '@/lib/users/setup'
import { SetupForm } from './form'

export const metadata: Metadata = {
  title: 'First administrator',
  description: 'Make the first administrator of this installation.',
  robots: { index: false },
}

const COMMAND = 'npm run gatehouse -- users create --email you@example.com --role administrator'

/** Only the form uses up the link, so that a preview does not. */
export default async function SetupPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkSetupLink(presented, from))
  if (!link.ok) {
    return (
      <BadLink refusal={link} lead="It works once, for a day, and until there is an administrator.">
        <p>
          While nobody has an account, each start of Gatehouse prints a new one. Later, make an
          administrator on the machine it runs on:
        </p>
        <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 text-sm whitespace-pre-wrap">
          <code>{COMMAND}</code>
        </pre>
      </BadLink>
    )
  }
  return (
    <Entrance
      title="First administrator"
      lead="This account may do everything here. Others are made from it."
    >
      <CookieNote />
      <SetupForm token={presented} passwordMinLength={env().passwordMinLength} />
    </Entrance>
  )
}
