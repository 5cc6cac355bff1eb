import { ButtonLink } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Title } from '@/app/_ui/title'
import { env } from '@/lib/base/env'
import { FORGOT_PASSWORD } from '@/lib/base/routes'
import { hasPassword } from '@/lib/passwords/has-password'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { BrowserOutcome, Browsers } from './_browsers/list'
import { Factors } from './_factors/factors'
import { Passkeys } from './_passkeys/card'
import { Mails } from './_mails/mails'
import { PasswordForm } from './form'

export default async function SecurityPage() {
  const actor = await requireUser()
  const { accounts, frame, security } = (await language()).words
  const { currentPassword, newPassword } = accounts
  const isWithPassword = await withOutage(() => hasPassword(actor.userId))
  return (
    <>
      <Title>{frame.pages.security}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{frame.pages.security}</h1>
      <p className="mt-1 max-w-prose text-soft">{security.lead}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <BrowserOutcome />
        <Card
          title={security.password.title}
          lead={isWithPassword ? security.password.lead : security.password.none}
        >
          {isWithPassword ? (
            <PasswordForm
              email={actor.email}
              fields={{ currentPassword, newPassword }}
              passwordMinLength={env().passwordMinLength}
              words={security.form}
            />
          ) : (
            <ButtonLink look="secondary" href={FORGOT_PASSWORD}>
              {security.password.choose}
            </ButtonLink>
          )}
        </Card>
        <Passkeys actor={actor} />
        <Factors actor={actor} />
        <Browsers actor={actor} />
        <Mails actor={actor} />
      </div>
    </>
  )
}
