import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { CookieNote } from '@/app/_ui/cookie-note'
import { Entrance } from '@/app/_ui/entrance'
import type { QueryProps } from '@/app/_ui/query'
import { env } from '@/lib/base/env'
import { brand } from '@/lib/brand/brand'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { checkSetupLink } from '@/lib/users/setup'
import { fill } from '@/lib/words/text'
import { SetupForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.setUp
  return { title, description, robots: { index: false } }
}

const COMMAND = 'npm run gatehouse -- users create --email you@example.com --role administrator'

/** Only the form uses up the link, so that a preview does not. */
export default async function SetupPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkSetupLink(presented, from))
  const { setUp, accounts } = (await language()).words
  if (!link.ok) {
    return (
      <BadLink refusal={link} lead={setUp.badLink.lead}>
        <p>{fill(setUp.badLink.instead, { app: brand().name })}</p>
        <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 text-sm whitespace-pre-wrap">
          <code>{COMMAND}</code>
        </pre>
      </BadLink>
    )
  }
  return (
    <Entrance title={setUp.title} lead={setUp.lead}>
      <CookieNote words={accounts.cookies} />
      <SetupForm
        token={presented}
        words={setUp.form}
        fields={accounts.fields}
        passwordMinLength={env().passwordMinLength}
      />
    </Entrance>
  )
}
